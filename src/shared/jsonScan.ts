/** The first fault of a JSON text: where, and what a person is told after the place. */
export interface JsonFault {
  readonly code: 'bad-json' | 'truncated' | 'too-deep';
  readonly at: number;
  readonly says: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const CUT_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?$/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LITERALS = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
]);

/**
 * Walks a JSON text by RFC 8259 without building its value and returns the first fault, or null.
 * A repeated key is a fault: JSON.parse would keep the last one and another reader the first.
 */
export function scanJson(text: string, depthLimit: number): JsonFault | null {
  let at = 0;

  function space(): void {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  function wrong(expected: string): JsonFault {
    if (at >= text.length) return { code: 'truncated', at, says: `${expected} is missing` };
    const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
    return { code: 'bad-json', at, says: `${expected} was expected, found ${found}` };
  }

  function string(what: string): JsonFault | null {
    if (text[at] !== '"') return wrong(what);
    // By hand, not by one expression: V8's would use its stack for every letter of a long string.
    for (let i = at + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === QUOTE) {
        at = i + 1;
        return null;
      }
      if (code < 0x20) return { code: 'bad-json', at: i, says: 'a string holds a control character' };
      if (code !== BACKSLASH) continue;
      const length = escapeLength(text, i);
      if (length === 0) return { code: 'bad-json', at: i, says: 'a string holds an unknown escape' };
      i += length - 1;
    }
    return { code: 'truncated', at: text.length, says: 'the end of a string is missing' };
  }

  function number(): JsonFault | null {
    NUMBER.lastIndex = at;
    if (!NUMBER.test(text)) return wrong('a value');
    if (!Number.isFinite(Number(text.slice(at, NUMBER.lastIndex)))) {
      return { code: 'bad-json', at, says: 'a number is too large' };
    }
    at = NUMBER.lastIndex;
    return null;
  }

  function value(depth: number): JsonFault | null {
    space();
    const first = text[at];
    if (first === '{' || first === '[') {
      if (depth === depthLimit)
        return { code: 'too-deep', at, says: `is nested deeper than ${depthLimit} levels` };
      return first === '{' ? object(depth + 1) : array(depth + 1);
    }
    if (first === '"') return string('a value');
    const literal = LITERALS.get(first);
    if (literal === undefined) return number();
    if (text.startsWith(literal, at)) {
      at += literal.length;
      return null;
    }
    if (literal.startsWith(text.slice(at, at + literal.length))) at = text.length;
    return wrong('a value');
  }

  function array(depth: number): JsonFault | null {
    at++;
    space();
    if (text[at] === ']') {
      at++;
      return null;
    }
    for (;;) {
      const fault = value(depth) ?? separator(']');
      if (fault !== null) return fault;
      if (text[at++] === ']') return null;
    }
  }

  function object(depth: number): JsonFault | null {
    const keys = new Set<string>();
    at++;
    space();
    if (text[at] === '}') {
      at++;
      return null;
    }
    for (;;) {
      space();
      const start = at;
      const fault = string('a key') ?? colon(keys, start) ?? value(depth) ?? separator('}');
      if (fault !== null) return fault;
      if (text[at++] === '}') return null;
    }
  }

  function colon(keys: Set<string>, start: number): JsonFault | null {
    const quoted = text.slice(start, at);
    const key: string = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
    if (keys.has(key))
      return { code: 'bad-json', at: start, says: `the key ${JSON.stringify(key)} is repeated` };
    keys.add(key);
    space();
    if (text[at] !== ':') return wrong('":"');
    at++;
    return null;
  }

  function separator(close: string): JsonFault | null {
    space();
    return text[at] === ',' || text[at] === close ? null : wrong(`"," or "${close}"`);
  }

  const fault = value(0);
  if (fault !== null) return fault;
  space();
  return at < text.length ? wrong('the end of the file') : null;
}

/**
 * How long the escape at a backslash is; to the end where the text is cut inside it, 0 where there is none.
 */
function escapeLength(text: string, at: number): number {
  ESCAPE.lastIndex = at;
  if (ESCAPE.test(text)) return ESCAPE.lastIndex - at;
  CUT_ESCAPE.lastIndex = at;
  return CUT_ESCAPE.test(text) ? text.length - at : 0;
}
