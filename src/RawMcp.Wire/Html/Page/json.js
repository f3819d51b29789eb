// JSON laid out for reading, from its own text: nothing is parsed and written again, so numbers, doubles and escapes stay as they crossed the wire.
const tokensShown = 20000;

function laidOut(text) {
  const into = element('pre');
  let depth = 0, shown = 0, pending = '';
  const put = (kind, piece) => {
    if (kind) into.append(pending, element('span', kind, plain(piece)));
    else into.append(pending + plain(piece));
    pending = '';
  };
  const newLine = () => { pending = '\n' + '  '.repeat(Math.min(depth, 40)); };
  let at = 0;
  for (; at < text.length && shown < tokensShown; shown++) {
    const one = text[at];
    if (/\s/.test(one)) at++;
    else if (one === '"') {
      const end = endOfString(text, at);
      let behind = end;
      while (behind < text.length && /\s/.test(text[behind])) behind++;
      put(text[behind] === ':' ? 'key' : 'string', text.slice(at, end));
      at = end;
    } else if (one === '{' || one === '[') {
      put('', one);
      depth++;
      at++;
      const close = /\s*([}\]])/y;
      close.lastIndex = at;
      const empty = close.exec(text);
      if (empty) {
        depth--;
        put('', empty[1]);
        at = close.lastIndex;
      } else newLine();
    } else if (one === '}' || one === ']') {
      depth = Math.max(0, depth - 1);
      newLine();
      put('', one);
      at++;
    } else if (one === ',') {
      put('', ',');
      newLine();
      at++;
    } else if (one === ':') {
      put('', ': ');
      at++;
    } else {
      const end = /[^\s{}[\],:"]+/y;
      end.lastIndex = at;
      const word = end.exec(text)[0];
      put('number', word);
      at += word.length;
    }
  }
  if (at < text.length) into.append('\n', plain(text.slice(at)));
  return into;
}

function endOfString(text, from) {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function hexOf(bytes, offset) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = Array.from(bytes.subarray(at, at + 16));
    const hex = part.map(one => one.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    const text = part.map(one => one >= 0x20 && one < 0x7F ? String.fromCharCode(one) : '.').join('');
    lines.push((offset + at).toString(16).padStart(8, '0') + '  ' + hex + '  ' + text);
  }
  return lines.join('\n');
}
