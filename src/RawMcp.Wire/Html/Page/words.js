// The words of a filter, as docs/filter.md has them and with the sentences that the program says. A mistake knows its place.
class FilterMistake extends Error {
  constructor(sentence, at) { super(sentence); this.at = at; }
}

const quoted = word => word.length > 40 ? `'${word.slice(0, /[\uD800-\uDBFF]/.test(word[38]) ? 38 : 39)}…'` : `'${word}'`;
const isWordStart = one => /[\p{L}_$]/u.test(one);
const isWordPart = one => /[\p{L}\p{Nd}_$-]/u.test(one);
const escapes = { '"': '"', '\\': '\\', '/': '/', '\'': '\'', n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const notWords = { '=': "'=' is written '=='.", '!': "'!' is written 'not'.", '&': "'&&' is written 'and'.", '|': "'||' is written 'or'." };

function wordsOf(text) {
  const words = [];
  let at = 0;
  const here = () => text[at] ?? '';
  const fail = (sentence, place = at) => { throw new FilterMistake(sentence, place); };
  const add = (kind, start, value, more) => words.push({ kind, at: start, text: value, unit: '', ...more, spelled: text.slice(start, at) });

  const wordPart = () => {
    const start = at;
    while (at < text.length && isWordPart(here())) at++;
    return text.slice(start, at);
  };

  const quotedText = () => {
    const start = at, quote = text[at++];
    let value = '';
    while (at < text.length && text[at] !== quote) {
      if (quote === "'" || text[at] !== '\\') { value += text[at++]; continue; }
      const next = text[at + 1];
      if (next in escapes) { value += escapes[next]; at += 2; }
      else if (next === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) { value += String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16)); at += 6; }
      else fail("This is no escape. There are \\\" \\\\ \\/ \\n \\t \\r \\b \\f \\uXXXX; in '…' a backslash is a backslash.");
    }
    if (at === text.length) fail(`This text is never closed: ${quote} is missing.`, start);
    at++;
    if (/\p{Cs}/u.test(value)) fail('This text holds half a surrogate pair, which no text on the wire can equal.', start);
    return value;
  };

  const step = () => {
    if (text[at++] === '.') {
      const name = wordPart();
      return name === '' ? fail("A member's name is expected behind '.': params.name, or params[\"a b\"].") : name;
    }
    let to;
    if (here() === '"' || here() === "'") to = quotedText();
    else {
      const digits = /\d*/y;
      digits.lastIndex = at;
      const index = digits.exec(text)[0];
      if (index === '' || Number(index) > 0x7FFFFFFF) fail("Between [ and ] stands an index from 0 on, or a member's name in quotes.");
      at += index.length;
      to = Number(index);
    }
    if (here() !== ']') fail("']' is expected here.");
    at++;
    return to;
  };

  while (true) {
    while (at < text.length && /[\t-\r \x85\p{Z}]/u.test(here())) at++;
    const start = at, one = here(), after = text[at + 1] ?? '';
    if (at === text.length) {
      add('end', at, '');
      return words;
    }
    if (one === '(' || one === ')') { at++; add(one, start, one); }
    else if (after === '=' && '=!<>'.includes(one)) { at += 2; add('comparison', start, one + after); }
    else if (one === '<' || one === '>') { at++; add('comparison', start, one); }
    else if (one in notWords) fail(notWords[one]);
    else if (one === '"' || one === "'") { const value = quotedText(); add('text', start, value); }
    else if (/\d/.test(one) || (one === '-' && /\d/.test(after))) {
      const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
      number.lastIndex = at;
      const digits = number.exec(text)[0];
      at += digits.length;
      const unit = wordPart();
      add('number', start, digits, { unit });
    } else if (isWordStart(one)) {
      const word = wordPart();
      let path;
      while (here() === '.' || here() === '[') (path ??= []).push(step());
      add('word', start, word, { path });
    } else fail(`'${/\p{Cs}/u.test(String.fromCodePoint(text.codePointAt(at))) ? '\uFFFD' : String.fromCodePoint(text.codePointAt(at))}' stands only inside quotes: "tools/call", or params["a b"] for a member of that name.`);
  }
}

// A number as it is spelled. Compared exactly as far as 28 digits go, before the point and behind it; otherwise as the nearest double.
class SpelledNumber {
  constructor(text) { this.text = text; }

  get near() { return Number(this.text); }

  get exact() {
    if (this.kept === undefined) this.kept = SpelledNumber.exactly(this.text);
    return this.kept;
  }

  times(factor) {
    const { digits, scale } = this.exact;
    return new SpelledNumber(`${digits * BigInt(factor)}e${-scale}`);
  }

  static exactly(text) {
    const [, sign, before, behind = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
    const all = (before + behind).replace(/^0+/, ''), digits = all.replace(/0+$/, '');
    if (digits === '') return { digits: 0n, scale: 0 };
    const scale = behind.length - Number(power) - (all.length - digits.length);
    return digits.length <= 28 && scale <= 28 && digits.length - scale <= 28 ? { digits: BigInt(sign + digits), scale } : null;
  }

  static compare(one, two) {
    if (one.exact && two.exact) {
      const scale = Math.max(one.exact.scale, two.exact.scale);
      const whole = it => it.exact.digits * 10n ** BigInt(scale - it.exact.scale);
      return whole(one) < whole(two) ? -1 : whole(one) > whole(two) ? 1 : 0;
    }
    return one.near - two.near || 0;
  }
}
