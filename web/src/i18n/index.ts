// The languages of the page: t() tells messages, the rest formats numbers,
// days, lengths and names of areas in the language spoken.
export { languages, type Language } from './languages';
export { firstLanguage, known, language, setLanguage, t, type MessageID, type Values } from './messages';
export * from './format';
