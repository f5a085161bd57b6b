package article

import a "golang.org/x/net/html/atom"

// A nature says what an element does to the text inside it.
type nature uint8

const (
	inline  nature = iota // the text runs on
	block                 // the text before, inside and after are different paragraphs
	dropped               // neither the element nor its text is part of an article
	cut                   // a line break: perhaps a new paragraph
	void                  // no text and no end tag
)

// natures of the elements of HTML; an element not listed, custom ones too, is inline.
var natures = func() map[a.Atom]nature {
	m := map[a.Atom]nature{a.Br: cut}
	for n, list := range map[nature][]a.Atom{
		block: {a.Html, a.Body, a.Address, a.Article, a.Aside, a.Blockquote, a.Center, a.Dd, a.Details, a.Dialog, a.Dir,
			a.Div, a.Dl, a.Dt, a.Fieldset, a.Figcaption, a.Figure, a.Footer, a.Form, a.H1, a.H2, a.H3, a.H4, a.H5, a.H6,
			a.Header, a.Hgroup, a.Li, a.Main, a.Menu, a.Nav, a.Ol, a.P, a.Pre, a.Section, a.Summary, a.Table, a.Tbody,
			a.Td, a.Tfoot, a.Th, a.Thead, a.Tr, a.Ul, a.Caption, a.Legend, a.Listing, a.Search},
		// What is struck through was said and is said no more.
		dropped: {a.Script, a.Style, a.Template, a.Noscript, a.Svg, a.Math, a.Iframe, a.Object, a.Canvas, a.Audio, a.Video,
			a.Map, a.Select, a.Button, a.Textarea, a.Noembed, a.Noframes, a.Xmp, a.Applet, a.Datalist, a.Del, a.S,
			a.Strike, a.Rp, a.Rt, a.Title, a.Progress, a.Meter, a.Frameset},
		void: {a.Area, a.Base, a.Basefont, a.Bgsound, a.Col, a.Embed, a.Frame, a.Hr, a.Img, a.Input, a.Keygen, a.Link,
			a.Meta, a.Param, a.Source, a.Track, a.Wbr},
	} {
		for _, tag := range list {
			m[tag] = n
		}
	}
	return m
}()

// closedBy lists the elements whose end tag may be left out, and the starts that then
// end them.
var closedBy = map[a.Atom][]a.Atom{
	a.Li: {a.Li}, a.Dt: {a.Dt, a.Dd}, a.Dd: {a.Dt, a.Dd}, a.Tr: {a.Tr, a.Tbody, a.Tfoot, a.Thead},
	a.Td: {a.Td, a.Th, a.Tr, a.Tbody, a.Tfoot}, a.Th: {a.Td, a.Th, a.Tr, a.Tbody, a.Tfoot},
	a.Tbody: {a.Tbody, a.Tfoot}, a.Thead: {a.Tbody, a.Tfoot},
}

// pageTags are elements that a page has and an article's text has not.
var pageTags = map[a.Atom]bool{
	a.Html: true, a.Head: true, a.Body: true, a.Title: true, a.Nav: true, a.Footer: true, a.Aside: true,
}

func heading(tag a.Atom) bool {
	switch tag {
	case a.H1, a.H2, a.H3, a.H4, a.H5, a.H6:
		return true
	}
	return false
}

// rawText are the elements whose content the HTML tokenizer gives as one text, without
// tags in it.
var rawText = map[a.Atom]bool{
	a.Script: true, a.Style: true, a.Noscript: true, a.Iframe: true, a.Textarea: true, a.Noembed: true,
	a.Noframes: true, a.Xmp: true, a.Title: true, a.Plaintext: true,
}
