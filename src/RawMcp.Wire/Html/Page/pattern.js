// A pattern of the filter language, which is .NET's, as one of JavaScript's that finds the same: of both, text is UTF-16 units. What JavaScript has nothing for is refused.
const classes = {};
function unitsOf(category, more = '') {
  return classes[category] ??= (() => {
    const test = new RegExp(`[${category}]`, 'u');
    const hex = unit => '\\u' + unit.toString(16).padStart(4, '0');
    let ranges = '';
    for (let unit = 0, from = -1; unit <= 0x10000; unit++) {
      const isIn = unit < 0x10000 && test.test(String.fromCharCode(unit));
      if (isIn && from < 0) from = unit;
      if (isIn || from < 0) continue;
      ranges += hex(from) + '-' + hex(unit - 1);
      from = -1;
    }
    return ranges;
  })() + more;
}

const wordUnits = () => unitsOf('\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}');
const shorthands = {
  d: () => unitsOf('\\p{Nd}'), w: wordUnits, s: () => unitsOf('\\t-\\r\\x85\\p{Z}'),
};
const within = (units, isNot) => `[${isNot ? '^' : ''}${units}]`;

function patternOf(pattern, refuse) {
  let size = Math.max(1, pattern.length);
  for (const [, counts] of pattern.replace(/\\[^]/g, '').matchAll(/\{([\d,]*)\}/g)) size *= Math.max(1, ...counts.split(',').map(Number));
  if (size > limits.pattern) refuse(`This pattern is too large: its length times its counted repetitions is at most ${limits.pattern}.`);
  if (/^(?:[^\\]|\\[^])*?(?:\(\?(?:<?[=!]|>)|\\[1-9])/.test(pattern.replace(/\[(?:[^\]\\]|\\[^])*\]/g, ''))) refuse('A pattern cannot look back or ahead ((?=…), (?<=…), \\1, (?>…)): that cannot be matched in bounded time.');

  let at = 0, ignoresCase = false, lines = false, dotIsAll = false, made = '';
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  if (leading) {
    at = leading[0].length;
    [ignoresCase, lines, dotIsAll] = [...'ims'].map(option => leading[1].includes(option));
  }
  const unknownHere = () => refuse(`This page cannot match this pattern, from its character ${at + 1} on; rawmcp's --filter may.`);

  const escaped = inClass => {
    const start = at;
    const one = pattern[++at];
    at++;
    if (one === undefined) refuse(`This is no regular expression, from its character ${start + 1} on.`);
    const lower = one.toLowerCase();
    if (lower in shorthands) {
      if (!inClass) return within(shorthands[lower](), one !== lower);
      if (one === lower) return shorthands[lower]();
    } else if (lower === 'b' && !inClass) {
      const word = within(wordUnits() + '\\u200c\\u200d');
      const [inside, outside] = [`(?<=${word})(?=${word})|(?<!${word})(?!${word})`, `(?<=${word})(?!${word})|(?<!${word})(?=${word})`];
      return `(?:${one === 'B' ? inside : outside})`;
    } else if (one === 'A' && !inClass) return '(?<![^])';
    else if (one === 'z' && !inClass) return '(?![^])';
    else if (one === 'Z' && !inClass) return '(?=\\n?(?![^]))';
    else if (lower === 'p') {
      const named = /\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfos]?)\}/y;
      named.lastIndex = at;
      const category = named.exec(pattern);
      if (category && (!inClass || one === 'p')) {
        at = named.lastIndex;
        const units = unitsOf(`\\p{${category[1]}}`);
        return inClass ? units : within(units, one === 'P');
      }
    } else if (one === 'a') return '\\x07';
    else if (one === 'e') return '\\x1b';
    else if ('fnrtv'.includes(one) || (one === 'b' && inClass)) return '\\' + one;
    else if (one === 'x' && /^[0-9a-fA-F]{2}/.test(pattern.slice(at))) return '\\x' + pattern.slice(at, at += 2);
    else if (one === 'u' && /^[0-9a-fA-F]{4}/.test(pattern.slice(at))) return '\\u' + pattern.slice(at, at += 4);
    else if (!/[\p{L}\p{Nd}_]/u.test(one)) return one === '-' ? '\\x2d' : '\\' + one;
    at = start;
    return unknownHere();
  };

  const bracketed = () => {
    const start = at++;
    let inside = pattern[at] === '^' ? (at++, '[^') : '[';
    for (let first = true; first || pattern[at] !== ']'; first = false) {
      const one = pattern[at];
      if (one === undefined) refuse(`This is no regular expression, from its character ${start + 1} on.`);
      if (one === '[' && (pattern[at + 1] === ':' || pattern[at - 1] === '-')) unknownHere(); // what a class takes away
      if (one === '\\') inside += escaped(true);
      else {
        inside += one === '[' || one === ']' ? '\\' + one : one;
        at++;
      }
    }
    at++;
    return inside + ']';
  };

  while (at < pattern.length) {
    const one = pattern[at];
    const counts = /\{\d+(?:,\d*)?\}/y;
    counts.lastIndex = at;
    if (one === '\\') made += escaped(false);
    else if (one === '[') made += bracketed();
    else if (one === '(') {
      const group = /\((?:\?(?:<[\p{L}_][\p{L}\p{Nd}_]*>|'[\p{L}_][\p{L}\p{Nd}_]*'|:))?/yu;
      group.lastIndex = at;
      if (group.exec(pattern)[0] === '(' && pattern[at + 1] === '?') unknownHere();
      at = group.lastIndex;
      made += '(?:';
    } else if (one === '.') { made += dotIsAll ? '[^]' : '[^\\n]'; at++; }
    else if (one === '^') { made += lines ? '(?<=\\n|(?<![^]))' : '(?<![^])'; at++; }
    else if (one === '$') { made += lines ? '(?=\\n|(?![^]))' : '(?=\\n?(?![^]))'; at++; }
    else if (one === '{' && counts.test(pattern)) { made += pattern.slice(at, counts.lastIndex); at = counts.lastIndex; }
    else { made += '{}]'.includes(one) ? '\\' + one : one; at++; }
  }
  try {
    return new RegExp(made, ignoresCase ? 'i' : '');
  } catch {
    refuse('This is no regular expression.');
  }
}
