/**
 * What stands in a text and shows nothing: control characters beside tab and line ends (NUL, which no database keeps, among
 * them), halves of a character, and the marks that turn the direction of writing around, by which a name reads as another.
 */
const hidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
const everyHidden = new RegExp(hidden, 'gu');

export function hasHidden(text: string): boolean {
  return hidden.test(text);
}

/** The text that is seen. */
export function withoutHidden(text: string): string {
  return hidden.test(text) ? text.replace(everyHidden, '') : text;
}
