// The filter language of docs/filter.md: text to a tree.
const limits = { length: 10000, depth: 64, pattern: 20000 };
const units = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 6e10 };
const keywords = ['and', 'or', 'not', 'contains', 'starts', 'ends', 'matches', 'with', 'true', 'false', 'null'];
const directions = ['c2s', 's2c', 'stderr'];
const kinds = ['request', 'notification', 'result', 'failure', 'malformed'];
const fieldTypes = {
  frame: 'number', dir: directions, kind: kinds, id: 'id', method: 'text', call: 'number', target: 'text', concerns: 'number', retryOf: 'number', retriedBy: 'number', dur: 'duration',
  time: 'duration', length: 'number', bytes: 'number', answered: 'flag', 'in flight': 'flag', text: 'text',
};
const roots = ['params', 'result', 'error'];
const typeWords = { number: 'a number', duration: 'a duration', id: 'a whole number or text', text: 'text', flag: 'true or false', json: 'any JSON' };
const saidType = field => Array.isArray(field.type) ? 'one of ' + field.type.join(', ') : typeWords[field.type];

function fieldOf(name, path, spelled) {
  if (name === 'error' && path?.length === 1 && path[0] === 'code') return { name: 'error.code', type: 'number', spelled };
  if (name === 'error' && path?.length === 1 && path[0] === 'message') return { name, path, type: 'text', spelled };
  if (roots.includes(name)) return { name, path: path ?? [], type: 'json', spelled };
  return path || !Object.hasOwn(fieldTypes, name) ? null : { name, type: fieldTypes[name], spelled: name };
}

function parseFilter(text) {
  if (text.length > limits.length) throw new FilterMistake(`The filter is longer than ${limits.length} characters.`, limits.length);
  const words = wordsOf(text);
  let next = 0, depth = 0;
  const here = () => words[next];
  const is = word => here().kind === 'word' && !here().path && here().text === word;
  const fail = (word, sentence) => { throw new FilterMistake(sentence, word.at); };

  if (here().kind === 'end') fail(here(), 'The filter is empty.');
  const tree = joined('or', () => joined('and', negated));
  if (here().kind !== 'end') fail(here(), here().kind === ')' ? "This ')' closes nothing." : `'and', 'or' or the end of the filter is expected here, not ${quoted(here().spelled)}.`);
  return tree;

  function joined(word, term) {
    const terms = [term()];
    while (is(word)) {
      next++;
      terms.push(term());
    }
    return terms.length === 1 ? terms[0] : { op: word, terms };
  }

  function negated() {
    const start = here();
    const opens = start.kind === '(';
    if (!is('not') && !opens) return test();
    if (++depth > limits.depth) fail(start, `Parentheses and 'not' are nested deeper than ${limits.depth}.`);
    next++;
    const of = opens ? joined('or', () => joined('and', negated)) : negated();
    depth--;
    if (!opens) return { op: 'not', of };
    if (here().kind === 'end') fail(start, "This '(' is never closed.");
    if (here().kind !== ')') fail(here(), `'and', 'or' or ')' is expected here, not ${quoted(here().spelled)}.`);
    next++;
    return of;
  }

  function test() {
    const field = fieldHere();
    const operation = here();
    if (operation.kind === 'comparison') {
      next++;
      return compared(field, operation);
    }
    if (is('contains') || is('matches')) {
      next++;
      return looked(field, operation, operation.text);
    }
    if (!is('starts') && !is('ends')) return { op: 'is', field };
    next++;
    if (!is('with')) fail(here(), `'with' is expected behind '${operation.text}'.`);
    next++;
    return looked(field, operation, operation.text + ' with');
  }

  function fieldHere() {
    const start = here();
    if (start.kind === 'end') fail(start, 'A field is expected here, such as method.');
    if (start.kind === 'text' || start.kind === 'number') fail(start, 'A comparison begins with a field: method == "ping".');
    if (start.kind !== 'word' || (!start.path && keywords.includes(start.text))) fail(start, `A field is expected here, not ${quoted(start.spelled)}.`);
    next++;
    if (start.text === 'in' && !start.path && is('flight')) {
      next++;
      return fieldOf('in flight');
    }
    const field = fieldOf(start.text, start.path, start.spelled);
    if (field) return field;
    const whole = fieldOf(start.text);
    fail(start, whole ? `${whole.name} is ${saidType(whole)} and has no members; only params, result and error have.` : unknown(start.text));
  }

  function compared(field, operation) {
    const [type, value] = [field.type, here()];
    const orders = !['==', '!='].includes(operation.text);
    if (orders && (Array.isArray(type) || type === 'text' || type === 'flag')) fail(operation, `'${operation.text}' compares numbers and durations, and ${named(field)} is ${saidType(field)}.`);
    if (value.kind === 'end') fail(value, `A value is expected behind '${operation.text}'.`);
    const wanted = valueOfType(field, value);
    if (wanted === undefined) fail(value, wrong(field, value));
    if (orders && !(wanted instanceof SpelledNumber)) fail(value, `'${operation.text}' compares numbers and durations; ${quoted(value.spelled)} is neither.`);
    next++;
    return { op: operation.text, field, wanted };
  }

  function looked(field, operation, op) {
    const value = here();
    if (!['text', 'id', 'json'].includes(field.type)) fail(operation, `'${operation.text}' looks into text, and ${named(field)} is ${saidType(field)}.`);
    if (value.kind !== 'text') fail(value, `Text in quotes is expected behind '${operation.text}'${value.spelled === '' ? '' : ', not ' + quoted(value.spelled)}.`);
    next++;
    return op === 'matches' ? { op, field, pattern: patternOf(value.text, sentence => fail(value, sentence)) } : { op, field, wanted: value.text };
  }
}

const named = field => field.spelled.length > 40 ? quoted(field.spelled) : field.spelled;

// The value that a word is for a field; undefined where it is none.
function valueOfType(field, word) {
  const type = field.type;
  const number = word.kind === 'number' && word.unit === '';
  const plain = word.kind === 'word' && !word.path ? word.text : undefined;
  const flag = plain === 'true' ? true : plain === 'false' ? false : undefined;
  const text = word.kind === 'text' ? word.text : undefined;
  if (Array.isArray(type)) return type.includes(plain ?? text) ? plain ?? text : undefined;
  switch (type) {
    case 'number': return number ? new SpelledNumber(word.text) : undefined;
    case 'duration': {
      if (word.kind !== 'number' || !Object.hasOwn(units, word.unit)) return undefined;
      const amount = new SpelledNumber(word.text);
      return amount.exact && Math.abs(amount.near) * units[word.unit] <= 2 ** 63 ? amount.times(units[word.unit]) : undefined;
    }
    case 'id': return text ?? (number && /^-?(0|[1-9]\d*)$/.test(word.text) ? new SpelledNumber(word.text) : undefined);
    case 'text': return text;
    case 'flag': return flag;
    default: return text ?? (number ? new SpelledNumber(word.text) : flag ?? (plain === 'null' ? null : undefined));
  }
}

function wrong(field, word) {
  const names = Object.keys(units).join(', ');
  if (word.kind === 'number' && word.unit !== '') {
    if (!Object.hasOwn(units, word.unit)) return `${quoted(word.unit)} is no unit; there are ${names}.`;
    return field.type === 'duration' ? 'This duration is longer than any capture.' : `${named(field)} is ${saidType(field)}, and ${quoted(word.spelled)} is a duration.`;
  }
  if (field.type === 'duration' && word.kind === 'number') return `${named(field)} is a duration and wants a unit (${names}): ${word.text}ms.`;
  if (['text', 'id', 'json'].includes(field.type) && word.kind === 'word' && (word.path || !['true', 'false', 'null'].includes(word.text))) return `Text stands in quotes: ${named(field)} == "…".`;
  return `${named(field)} is ${saidType(field)}, not ${quoted(word.spelled)}.`;
}

function unknown(name) {
  const names = [...Object.keys(fieldTypes), ...roots];
  const wanted = name.toLowerCase();
  let near = names.filter(known => wanted.startsWith(known) || (wanted.length > 1 && known.startsWith(wanted)) || distance(wanted, known) <= Math.min(2, Math.floor(Math.min(wanted.length, known.length) / 2)));
  if (near.length === 0) near = names;
  const list = near.length === 1 ? near[0] : near.slice(0, -1).join(', ') + ' or ' + near[near.length - 1];
  return `There is no field ${quoted(name)}. ` + (near.length > 4 ? `There are ${near.join(', ')}.` : `Is ${list} meant?`);
}

// How many letters have to be put in, left out or replaced.
function distance(one, two) {
  let row = Array.from({ length: two.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= two.length; j++) row[j] = Math.min(above[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1), above[j] + 1, row[j - 1] + 1);
  }
  return row[two.length];
}
