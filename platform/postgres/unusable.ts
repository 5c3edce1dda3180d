/** There is no database to work with, and whoever starts it can do something about it: told as a sentence, without a trace. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}
