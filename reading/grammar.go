package reading

import "waythrough/reading/lexicon"

type class = lexicon.Class

// A grammar holds the classes of a language's lexicon under the names that
// the rules use.
type grammar struct {
	lang *lexicon.Language
	verbs
	nouns
	words
	stances
}

type verbs struct {
	vOpen, vClose, vLift, vResume, vStart, vStop, vRun, vWork, vPass, vAdmit, vBar, vBarriers, vUnbar, vExtend, vRemain,
	vComplete, vBuild, vImplement, vNothing class
	vMeet, vHold, vOccur, vAgree, vPledge, vDecide, vReconfirm, vDiscuss, vSign, vRatify, vInForce, vAnnul, vAnnounce, vSay,
	vWant, vHope, vDemand, vObject, vWarn, vAccuse, vOffer, vReject, vDeny, vFail, vCancel, vPlan, vSever, vEstablish,
	vRecall, vRecognise, vAppoint, vAbolish, vRequire, vIssue, vGive, vTake, vOther class
}

type nouns struct {
	nBorder, nCrossing, nGate, nMovement, nMeasure, nReopening, nControls, nService, nRailway, nVisa, nPapers, nRelation,
	nDipl, nMeeting, nStrongMeeting, nInstrument, nUndertaking, nParty, nOfficial, nDate, nAgreement, nConflict, nGeneral,
	nClass, nHumanitarian, nMedia, nVehicle, nFaint, nYard, nSideish, nBan, nPlain, nElsewhere, nLineish, nServiceish,
	nByRoad, nByRail, nByAir, nByWater, nByFoot class
}

type words struct {
	wOpen, wClosed, wReady, wWilling, wOnly, wExcept, wDue, wNeg, wNoDet, wAgain, wYetTo, wWithout, wFirst, wVisaFree,
	wNoTies, wAccording, wVote, wCond, wConc, wTemp, wRel, wAnd, wSubj, wDet, wPrep, wModal, wBe, wHave, wDo, wAdv class
}

// bind finds the classes of a language.
func bind(l *lexicon.Language) *grammar {
	g := &grammar{lang: l}
	for name, c := range map[string]*class{
		"open": &g.vOpen, "close": &g.vClose, "lift": &g.vLift, "resume": &g.vResume, "start": &g.vStart, "stop": &g.vStop,
		"run": &g.vRun, "work": &g.vWork, "pass": &g.vPass, "admit": &g.vAdmit, "bar": &g.vBar, "barriers": &g.vBarriers,
		"unbar": &g.vUnbar, "extend": &g.vExtend, "remain": &g.vRemain, "complete": &g.vComplete, "build": &g.vBuild,
		"implement": &g.vImplement, "nothing": &g.vNothing, "meet": &g.vMeet, "hold": &g.vHold, "occur": &g.vOccur,
		"agree": &g.vAgree, "pledge": &g.vPledge, "decide": &g.vDecide, "reconfirm": &g.vReconfirm, "discuss": &g.vDiscuss,
		"sign": &g.vSign, "ratify": &g.vRatify, "inforce": &g.vInForce, "annul": &g.vAnnul, "announce": &g.vAnnounce,
		"say": &g.vSay, "want": &g.vWant, "hope": &g.vHope, "demand": &g.vDemand, "object": &g.vObject, "warn": &g.vWarn,
		"accuse": &g.vAccuse, "offer": &g.vOffer, "reject": &g.vReject, "deny": &g.vDeny, "fail": &g.vFail,
		"cancel": &g.vCancel, "plan": &g.vPlan, "sever": &g.vSever, "establish": &g.vEstablish, "recall": &g.vRecall,
		"recognise": &g.vRecognise, "appoint": &g.vAppoint, "abolish": &g.vAbolish, "require": &g.vRequire,
		"issue": &g.vIssue, "give": &g.vGive, "take": &g.vTake, "other": &g.vOther,
	} {
		*c = l.Verb(name)
	}
	for name, c := range map[string]*class{
		"border": &g.nBorder, "crossing": &g.nCrossing, "gate": &g.nGate, "movement": &g.nMovement, "measure": &g.nMeasure,
		"reopening": &g.nReopening, "controls": &g.nControls, "service": &g.nService, "railway": &g.nRailway,
		"visa": &g.nVisa, "papers": &g.nPapers, "relation": &g.nRelation, "dipl": &g.nDipl, "meeting": &g.nMeeting,
		"strongmeeting": &g.nStrongMeeting, "instrument": &g.nInstrument, "undertaking": &g.nUndertaking,
		"party": &g.nParty, "official": &g.nOfficial, "date": &g.nDate, "agreementnoun": &g.nAgreement,
		"conflict": &g.nConflict, "generalclass": &g.nGeneral, "class": &g.nClass, "humanitarian": &g.nHumanitarian,
		"media": &g.nMedia, "faint": &g.nFaint, "yard": &g.nYard, "sideish": &g.nSideish, "ban": &g.nBan, "plain": &g.nPlain, "elsewhere": &g.nElsewhere, "lineish": &g.nLineish, "serviceish": &g.nServiceish,
		"byroad": &g.nByRoad, "byrail": &g.nByRail, "byair": &g.nByAir, "bywater": &g.nByWater, "byfoot": &g.nByFoot, "vehicle": &g.nVehicle,
	} {
		*c = l.Noun(name)
	}
	for name, c := range map[string]*class{
		"open": &g.wOpen, "closed": &g.wClosed, "ready": &g.wReady, "willing": &g.wWilling, "only": &g.wOnly,
		"except": &g.wExcept, "due": &g.wDue, "neg": &g.wNeg, "nodet": &g.wNoDet, "again": &g.wAgain, "yetto": &g.wYetTo,
		"without": &g.wWithout, "first": &g.wFirst, "visafree": &g.wVisaFree, "noties": &g.wNoTies,
		"accordingto": &g.wAccording, "vote": &g.wVote, "cond": &g.wCond, "conc": &g.wConc, "temp": &g.wTemp,
		"rel": &g.wRel, "and": &g.wAnd, "subj": &g.wSubj, "det": &g.wDet, "prep": &g.wPrep, "modal": &g.wModal,
		"be": &g.wBe, "have": &g.wHave, "do": &g.wDo, "adv": &g.wAdv,
	} {
		*c = l.Word(name)
	}
	g.bindStances()
	return g
}
