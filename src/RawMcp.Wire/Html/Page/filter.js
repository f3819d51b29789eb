// The filter language of docs/filter.md: text to a tree. A mistake says what is wrong and in which column.
class FilterMistake extends Error {
  constructor(sentence, at) { super(sentence); this.at = at; }
}

const comparisons = ['==', '!=', '<=', '>=', '<', '>', 'contains', 'starts with', 'ends with', 'matches'];
const plainFields = ['frame', 'dir', 'kind', 'id', 'method', 'dur', 'time', 'length', 'bytes', 'in flight', 'answered', 'text'];
const units = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 6e10 };

function tokensOf(text) {
  const tokens = [];
  const shapes = [
    ['space', /\s+/y],
    ['operator', /==|!=|<=|>=|<|>/y],
    ['punctuation', /[()[\].]/y],
    ['duration', /-?\d+(?:\.\d+)?(?:ns|us|ms|s|m)(?![\w])/y],
    ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w])/y],
    ['text', /"(?:[^"\\]|\\.)*"|'[^']*'/y],
    ['word', /[\p{L}_$][\p{L}\d_$-]*/uy],
  ];
  for (let at = 0; at < text.length;) {
    let taken = null;
    for (const [kind, shape] of shapes) {
      shape.lastIndex = at;
      const match = shape.exec(text);
      if (match && (!taken || kind === 'text')) taken = { kind, text: match[0], at };
    }
    if (!taken) throw new FilterMistake(/["']/.test(text[at]) ? 'This text has no end.' : `'${text[at]}' means nothing here.`, at);
    if (taken.kind !== 'space') tokens.push(taken);
    at += taken.text.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function parseFilter(text) {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = () => tokens[next];
  const is = word => peek().kind !== 'text' && peek().text === word;
  const take = word => is(word) && ++next > 0;

  const tree = either();
  if (peek().kind !== 'end') throw new FilterMistake(`Here 'and', 'or' or the end is expected, not '${peek().text}'.`, peek().at);
  return tree;

  function either() {
    let left = both();
    while (take('or')) left = { op: 'or', left, right: both() };
    return left;
  }

  function both() {
    let left = one();
    while (take('and')) left = { op: 'and', left, right: one() };
    return left;
  }

  function one() {
    if (take('not')) return { op: 'not', of: one() };
    if (!take('(')) return test();
    const inner = either();
    if (!take(')')) throw new FilterMistake("A ')' is missing.", peek().at);
    return inner;
  }

  function test() {
    const field = fieldHere();
    const start = peek();
    let op = start.kind === 'operator' || start.kind === 'word' ? start.text : '';
    if (op === 'starts' || op === 'ends') op = tokens[next + 1].text === 'with' ? op + ' with' : op;
    if (!comparisons.includes(op)) {
      if (start.kind === 'word' && !['and', 'or'].includes(start.text)) throw new FilterMistake(`'${start.text}' is no comparison.`, start.at);
      return { op: 'is', field };
    }
    next += op.includes(' with') ? 2 : 1;
    const node = { op, field, value: valueHere() };
    if (op === 'matches') node.pattern = patternOf(node.value, tokens[next - 1].at);
    return node;
  }

  function fieldHere() {
    const start = peek();
    if (start.kind !== 'word') throw new FilterMistake(start.kind === 'end' ? 'A field is missing.' : 'Here a field is expected.', start.at);
    next++;
    let name = start.text;
    if (name === 'in' && take('flight')) name = 'in flight';
    const path = [];
    while (is('.') || is('[')) path.push(take('.') ? member() : element());
    if (['params', 'result', 'error'].includes(name)) return { name, path };
    if (path.length > 0 || !plainFields.includes(name)) throw new FilterMistake(`There is no field '${name}'.`, start.at);
    return { name, path };
  }

  function member() {
    const word = tokens[next++];
    if (word.kind !== 'word') throw new FilterMistake('Here the name of a member is expected.', word.at);
    return word.text;
  }

  function element() {
    next++;
    const which = tokens[next++];
    if (!['number', 'text'].includes(which.kind)) throw new FilterMistake('Here a number or "a name" is expected.', which.at);
    if (!take(']')) throw new FilterMistake("A ']' is missing.", peek().at);
    return which.kind === 'number' ? Number(which.text) : textIn(which);
  }

  function valueHere() {
    const token = tokens[next++];
    switch (token.kind) {
      case 'text': return textIn(token);
      case 'number': return Number(token.text);
      case 'duration': return { ns: parseFloat(token.text) * units[/[a-z]+$/.exec(token.text)[0]] };
      case 'word': return token.text === 'true' ? true : token.text === 'false' ? false : token.text === 'null' ? null : token.text;
      default: throw new FilterMistake('Here a value is expected.', token.at);
    }
  }

  function textIn(token) {
    if (token.text[0] === "'") return token.text.slice(1, -1);
    try {
      return JSON.parse(token.text);
    } catch {
      throw new FilterMistake('This text has an escape that JSON does not know.', token.at);
    }
  }

  function patternOf(value, at) {
    try {
      const ignores = String(value).startsWith('(?i)');
      return new RegExp(ignores ? value.slice(4) : value, ignores ? 'iu' : 'u');
    } catch (e) {
      throw new FilterMistake('This pattern cannot be read: ' + e.message, at);
    }
  }
}
