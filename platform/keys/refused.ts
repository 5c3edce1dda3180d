/** A key that is missing, is another one, or lies open: told as a sentence, without a trace. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}
