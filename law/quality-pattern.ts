/**
 * Regular expressions that a quality rule may use: a bounded part of what PostgreSQL and JavaScript read alike.
 * Literals, `.`, classes, `\d \w \s` and their opposites, groups, alternatives, `? * + {n} {n,} {n,m}`.
 * Refused is what can take a long time or means different things: backreferences, looking around, a repeat of what repeats
 * itself, lazy repeats, and whatever would unfold to more than `mostSteps`. The whole value must match. Matched by PostgreSQL
 * alone, whose engine does not backtrack without backreferences, and under a time-out.
 */

export const longestPattern = 200;
const mostSteps = 2_000;
const mostRepeat = 200;
const deepest = 10;

/** What is wrong with a pattern, in words that say what to do; null where nothing is. */
export function patternFault(pattern: string): string | null {
  if (pattern === '') return '请填写格式';
  if (pattern.length > longestPattern) return `格式不超过 ${longestPattern} 个字符`;
  const state: State = { text: [...pattern], at: 0, depth: 0 };
  try {
    // A value is matched whole; who writes the anchors means the same.
    if (state.text[0] === '^') state.at = 1;
    if (state.text.at(-1) === '$' && !isEscaped(state.text, state.text.length - 1)) state.text.pop();
    const whole = alternatives(state);
    if (state.at < state.text.length) throw new Fault('括号没有配对');
    new RegExp(`^(?:${bareOf(pattern)})$`); // what is left: a range written backwards
    return whole.size > mostSteps ? `重复次数合计过大（展开后不超过 ${mostSteps} 步），请缩小` : null;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    if (error instanceof SyntaxError) return '“[ ]”内的范围次序反了，如应写 [0-9]';
    throw error;
  }
}

/** The pattern without anchors, as it goes into `^(?:…)$`. */
export function bareOf(pattern: string): string {
  const text = [...pattern];
  if (text[0] === '^') text.shift();
  if (text.at(-1) === '$' && !isEscaped(text, text.length - 1)) text.pop();
  return text.join('');
}

class Fault extends Error {}
interface State { readonly text: string[]; at: number; depth: number }
/** `repeats`: something inside may come any number of times. `size`: how many steps it unfolds to. */
interface Piece { readonly size: number; readonly repeats: boolean }

function isEscaped(text: readonly string[], at: number): boolean {
  let n = 0;
  while (text[at - 1 - n] === '\\') n += 1;
  return n % 2 === 1;
}

function alternatives(state: State): Piece {
  let all = sequence(state);
  while (state.text[state.at] === '|') {
    state.at += 1;
    const next = sequence(state);
    all = { size: all.size + next.size, repeats: all.repeats || next.repeats };
  }
  return all;
}

function sequence(state: State): Piece {
  let all: Piece = { size: 1, repeats: false };
  for (let n = 0; ; n += 1) {
    const char = state.text[state.at];
    if (char === undefined || char === '|' || char === ')') {
      if (n === 0) throw new Fault('“|”的两边和括号内不能为空');
      return all;
    }
    const piece = repeated(state, one(state));
    all = { size: all.size + piece.size, repeats: all.repeats || piece.repeats };
  }
}

/** One character, class, escape or group. */
function one(state: State): Piece {
  const char = state.text[state.at] as string;
  state.at += 1;
  if (char === '(') return group(state);
  if (char === '[') return characterClass(state);
  if (char === '\\') return escape(state);
  if ('*+?{'.includes(char)) throw new Fault(`“${char}”之前没有可以重复的内容；要写这个字符本身，请在前面加反斜线`);
  if (char === '^' || char === '$') throw new Fault('“^”“$”只能写在开头和结尾；每个值总是整个比对，可以不写');
  if (char === ']' || char === '}') throw new Fault(`“${char}”没有配对；要写这个字符本身，请在前面加反斜线`);
  return { size: 1, repeats: false };
}

function group(state: State): Piece {
  if (state.text[state.at] === '?') {
    if (state.text[state.at + 1] !== ':') throw new Fault('不支持向前、向后查找和命名的括号');
    state.at += 2;
  }
  state.depth += 1;
  if (state.depth > deepest) throw new Fault(`括号嵌套不超过 ${deepest} 层`);
  const inner = alternatives(state);
  if (state.text[state.at] !== ')') throw new Fault('括号没有配对');
  state.at += 1;
  state.depth -= 1;
  return inner;
}

function characterClass(state: State): Piece {
  if (state.text[state.at] === '^') state.at += 1;
  for (let n = 0; ; n += 1) {
    const char = state.text[state.at];
    if (char === undefined) throw new Fault('“[”没有配对');
    state.at += 1;
    if (char === ']') {
      if (n === 0) throw new Fault('“[]”内不能为空');
      return { size: 1, repeats: false };
    }
    if (char === '[') throw new Fault('“[ ]”内不支持“[:名称:]”；要写“[”本身，请在前面加反斜线');
    if (char === '\\') escape(state);
  }
}

const knownEscapes = /^[dDwWsStrn]$/;

function escape(state: State): Piece {
  const char = state.text[state.at];
  if (char === undefined) throw new Fault('末尾的反斜线之后缺少字符');
  state.at += 1;
  if (/^[0-9]$/.test(char)) throw new Fault('不支持引用前面括号的内容');
  if (/^[A-Za-z]$/.test(char) && !knownEscapes.test(char)) throw new Fault(`不支持“\\${char}”`);
  return { size: 1, repeats: false };
}

function repeated(state: State, piece: Piece): Piece {
  const char = state.text[state.at];
  let found: Piece;
  if (char === '?') { state.at += 1; found = { size: piece.size + 1, repeats: piece.repeats }; }
  else if (char === '*' || char === '+') { state.at += 1; found = star(piece); }
  else if (char === '{') found = counted(state, piece);
  else return piece;
  const next = state.text[state.at];
  if (next !== undefined && '?*+{'.includes(next)) throw new Fault('不支持在重复之后再加“?”“*”“+”“{”');
  return found;
}

function star(piece: Piece): Piece {
  if (piece.repeats) throw new Fault('重复的内容之内又有不限次数的重复，比对可能极慢，请改写');
  return { size: piece.size * 2, repeats: true };
}

function counted(state: State, piece: Piece): Piece {
  const rest = state.text.slice(state.at).join('');
  const [all, from, comma, to] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(rest) ?? [];
  if (all === undefined) throw new Fault('“{ }”内写次数，如 {6} 或 {2,10}；要写“{”本身，请在前面加反斜线');
  state.at += [...all].length;
  const [least, most] = [Number(from), comma === '' ? Number(from) : to === '' ? Infinity : Number(to)];
  if (most < least) throw new Fault('“{ }”内的次数前小后大');
  if (least > mostRepeat || (most !== Infinity && most > mostRepeat)) throw new Fault(`重复次数不超过 ${mostRepeat}`);
  if (most === Infinity) return { ...star(piece), size: piece.size * (least + 2) };
  if (piece.repeats && most > 1) throw new Fault('重复的内容之内又有不限次数的重复，比对可能极慢，请改写');
  return { size: Math.max(1, piece.size * Math.max(1, most)), repeats: piece.repeats };
}
