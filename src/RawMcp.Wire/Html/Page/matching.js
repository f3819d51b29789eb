// Asks a filter's tree of a row. What is absent makes every comparison false.
const rootsOf = { request: ['params'], notification: ['params'], result: ['result'], failure: ['error'], malformed: roots };
const spelled = number => number === undefined ? undefined : new SpelledNumber(String(number));

function valueOf(field, row) {
  switch (field.name) {
    case 'frame': return spelled(row.f);
    case 'dir': return directions[row.s];
    case 'kind': return kinds.includes(row.k) ? row.k : undefined;
    case 'id': return row.id === undefined ? undefined : row.id[0] === '"' ? JSON.parse(row.id) : new SpelledNumber(row.id);
    case 'method': return row.m;
    case 'call': return spelled(row.about ?? row.to ?? (row.k === 'request' ? row.f : undefined));
    case 'target': return row.target;
    case 'concerns': return spelled(row.about);
    case 'retryOf': return spelled(row.retryOf);
    case 'retriedBy': return spelled(row.retriedBy);
    case 'dur': return spelled(row.dur);
    case 'time': return spelled(row.t);
    case 'length': case 'bytes': return spelled(row.n);
    case 'in flight': return isWaiting(row);
    case 'answered': return !isWaiting(row);
    case 'text': return partText(row);
    case 'error.code': return spelled(row.error);
    default: {
      if (!rootsOf[row.k]?.includes(field.name)) return undefined;
      const value = field.path.reduce(stepInto, stepInto(messageOf(row), field.name));
      return field.type === 'text' && typeof value !== 'string' ? undefined : value;
    }
  }
}

const isWaiting = row => row.flight === true && row.k === 'request';

// A name leads into an object, an index into an array.
function stepInto(value, step) {
  if (value === null || typeof value !== 'object' || value instanceof SpelledNumber || (typeof step === 'number') !== Array.isArray(value)) return undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

function matches(node, row) {
  switch (node.op) {
    case 'and': return node.terms.every(term => matches(term, row));
    case 'or': return node.terms.some(term => matches(term, row));
    case 'not': return !matches(node.of, row);
  }
  const value = valueOf(node.field, row);
  if (value === undefined) return false;
  const isText = typeof value === 'string';
  switch (node.op) {
    case 'is': return value !== false;
    case 'contains': return isText && value.includes(node.wanted);
    case 'starts with': return isText && value.startsWith(node.wanted);
    case 'ends with': return isText && value.endsWith(node.wanted);
    case 'matches': return isText && node.pattern.test(value);
  }
  if (!(value instanceof SpelledNumber && node.wanted instanceof SpelledNumber)) return node.op === '==' ? value === node.wanted : node.op === '!=' && value !== node.wanted;
  const order = SpelledNumber.compare(value, node.wanted);
  switch (node.op) {
    case '==': return order === 0;
    case '!=': return order !== 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    default: return order >= 0;
  }
}

// Does something with each of many, a slice at a time, so that the page stays awake. The last one that was begun under a name wins.
const running = {};
function sift(name, all, test, done) {
  const mine = running[name] = {};
  const found = [];
  let at = 0;
  const slice = () => {
    if (running[name] !== mine) return;
    for (const end = performance.now() + 30; at < all.length && performance.now() < end;) {
      for (const stop = Math.min(all.length, at + 200); at < stop; at++) if (test(all[at])) found.push(all[at]);
    }
    if (at < all.length) setTimeout(slice);
    else done(found);
  };
  slice();
}
