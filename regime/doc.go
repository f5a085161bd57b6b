// Package regime answers one question: may this traveller pass here, on this
// day, and why? A [Regime] is a record compiled for one local day, as it could be
// known on another; it judges passages and never looks at roads.
//
// A passage needs four parts at once, and the weakest decides: the gate works,
// no closure bars it, the area left lets out, the area entered lets in. Within a
// part each authority is heard apart. Of an authority's rules that match, one
// strictly narrower in place, direction and class beats a wider one; a rule that
// overrides another by name beats it; of rules with equal scope the later act
// wins; of those left over the weakest stands, marked as a conflict.
//
// What a traveller left out and a rule asks for is never guessed: the verdict is
// the weakest over all that could be, and the answer says what it depends on.
//
// [Compile] costs a few milliseconds for a record of a thousand statements;
// [Regime.Verdict] costs about a microsecond and allocates nothing;
// [Regime.Judge] builds the whole chain of reasons.
package regime
