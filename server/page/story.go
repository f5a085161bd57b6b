package page

import (
	"waythrough/record"
)

// A told is one fact of the story that the project began with, in our own words: the
// statements that hold it, and a question that is answered now.
type told struct {
	Says       string
	Statements []record.StatementID
	Questions  []query
}

// A query is a question of a fact: its address, in words, and what the answer says
// (which a test holds).
type query struct{ Path, Asks string }

// storySource is the news story, as the record cites it.
const storySource record.SourceID = "at-national-2024-07-30"

const storyDay = "2024-07-30"

var story = []told{
	{"Two years had gone by without a meeting of the envoys. On Tuesday, 30 July 2024, Ruben Rubinyan for Armenia and Serdar Kılıç for Türkiye sat down with each other again.",
		[]record.StatementID{"arm-tur-envoys-4", "arm-tur-envoys-5"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "How did the negotiation stand that day?"}}},
	{"They met where the road is cut: on both banks at Margara and Alican, a crossing that lets no traveller through.",
		[]record.StatementID{"tur-arm-land-closure-1993", "arm-margara-not-operating-2011", "tur-margara-envoys-2024", "arm-margara-envoys-2024"},
		[]query{{"/may?from=TUR&to=ARM&at=margara-alican&passport=DEU&mode=road&on=2024-07-30", "May a German drive over it, that day?"},
			{"/crossing/margara-alican?on=2024-07-30", "The crossing, that day"}}},
	{"What they wrote down together: to find out what a railway would take between Akyaka, a Turkish town, and Akhurik on Armenia's side. That is a promise to study, not to build.",
		[]record.StatementID{"arm-tur-rail-assess-2024"},
		[]query{{"/commitment/arm-tur-rail-assess-2024?on=2024-07-30", "What was undertaken?"}, {"/may?from=TUR&to=ARM&passport=DEU&mode=rail&on=2024-07-30", "May one go by rail?"}}},
	{"And to make visas simpler, each for those of the other who hold a diplomatic or an official passport.",
		[]record.StatementID{"arm-tur-official-visas-2024"},
		[]query{{"/commitment/arm-tur-official-visas-2024?on=2024-07-30", "What became of it?"}}},
	{"It was meeting number five in a series that opened in January 2022. The two states have never had diplomatic relations.",
		[]record.StatementID{"arm-tur-envoys-1", "arm-tur-envoys-5", "arm-tur-no-diplomatic-relations"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "All meetings up to that day"}}},
	{"What makes it hard is a third state: Azerbaijan, close to Türkiye, which fought Armenia over Nagorno-Karabakh.",
		[]record.StatementID{"arm-tur-background-solidarity", "aze-position-hajiyev-2023", "tur-position-cavusoglu-2023"},
		[]query{{"/may?from=AZE&to=ARM&passport=DEU&mode=road&on=2024-07-30", "May one drive from Azerbaijan to Armenia?"}}},
	{"In Vienna, on 1 July 2022, the envoys had promised to let citizens of other states over the land border as early as could be. Nothing came of it: on the day of the fifth meeting the promise was 760 days old.",
		[]record.StatementID{"arm-tur-third-country-2022", "arm-tur-envoys-4"},
		[]query{{"/commitment/arm-tur-third-country-2022?on=2024-07-30", "How long has it been pending?"},
			{"/may?from=TUR&to=ARM&passport=DEU&mode=road&on=2024-07-30&if=arm-tur-third-country-2022", "And were it kept?"}}},
	{"One promise was kept. Since 2 February 2022 there have been flights for passengers from Istanbul to Yerevan and back.",
		[]record.StatementID{"arm-tur-flights-2021", "flight-pegasus-istanbul-yerevan-2022"},
		[]query{{"/commitment/arm-tur-flights-2021?on=2024-07-30", "What became of it?"}, {"/may?from=TUR&to=ARM&passport=DEU&mode=air&on=2024-07-30", "May a German fly, that day?"}}},
	{"Everything agreed before was confirmed once more, and no day was named on which foreigners might pass.",
		[]record.StatementID{"arm-tur-third-country-2022", "arm-tur-envoys-5"},
		[]query{{"/commitment/arm-tur-third-country-2022?on=2024-07-30", "Which days had been announced, and missed?"}}},
	{"Each of the two says that it wants normal relations and sets no conditions for them.",
		[]record.StatementID{"arm-tur-position-without-preconditions-2022", "tur-position-kilic-2024"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "Who said what they wanted?"}}},
	{"For Türkiye, officials speak of fewer problems with its neighbours. Trade goes a long way round, by lorry through Georgia, and would gain from a shorter one.",
		[]record.StatementID{"tur-position-officials-2024", "arm-tur-trade-lorries-2022"},
		[]query{{"/route?from=I%C4%9Fd%C4%B1r&to=Yerevan&passport=DEU&by=car&on=2024-07-30", "The way from Iğdır to Yerevan, and what blocks the short one"}}},
	{"For Armenia its foreign minister, Ararat Mirzoyan, had said that month that his state would normalise everything: relations, embassies, the border.",
		[]record.StatementID{"arm-position-mirzoyan-2024"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "Who said what they wanted?"}}},
	{"The border has been shut by Türkiye since April 1993, when Armenian forces took Kelbajar in the war over Nagorno-Karabakh.",
		[]record.StatementID{"tur-arm-land-closure-1993", "arm-tur-background-kelbajar-1993"},
		[]query{{"/may?from=TUR&to=ARM&passport=DEU&mode=road&on=1993-04-04", "And on the day after it was shut?"}, {"/border/ARM-TUR?on=2024-07-30", "The border and its history"}}},
	{"Other states count Nagorno-Karabakh as Azerbaijan's. Those who lived there were Armenians for the most part and wanted to be free of Baku; in September 2023 Azerbaijan took it by force, and they fled.",
		[]record.StatementID{"arm-tur-background-karabakh"},
		[]query{{"/border/ARM-AZE?on=2024-07-30", "The border of Armenia and Azerbaijan"}}},
	{"Azerbaijan counts on Türkiye: its president has called the shut border an act of brotherhood.",
		[]record.StatementID{"aze-position-aliyev-2021", "aze-position-2009"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "Who said what they wanted?"}}},
	{"Behind it lies 1915. Armenia asks the world to call the killings of Armenians in the Ottoman Empire genocide; Türkiye refuses that word.",
		[]record.StatementID{"arm-tur-background-1915"},
		[]query{{"/process/armenia-turkey?on=2024-07-30", "What the two negotiate about"}}},
}

func tellStory(v *visit) (*sheet, error) {
	type fact struct {
		Says       string
		Statements []claimRef
		Questions  []query
	}
	var facts []fact
	for _, f := range story {
		facts = append(facts, fact{f.Says, v.refs(f.Statements), f.Questions})
	}
	return &sheet{template: "story", Title: "The story it began with", About: "A news story of 30 July 2024, fact by fact: who says so, and a live answer.", Path: "/story",
		Body: map[string]any{"Facts": facts, "Source": v.view.Source(storySource), "Day": storyDay}}, nil
}
