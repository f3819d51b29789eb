// Asks a filter's tree of a row. What is absent makes every comparison false.
const directions = ['c2s', 's2c', 'stderr'];
const kinds = ['request', 'notification', 'result', 'failure', 'malformed'];

function valueOf(field, row) {
  switch (field.name) {
    case 'frame': return row.f;
    case 'dir': return directions[row.s];
    case 'kind': return kinds.includes(row.k) ? row.k : undefined;
    case 'id': return row.id === undefined ? undefined : JSON.parse(row.id);
    case 'method': return row.m;
    case 'dur': return row.dur;
    case 'time': return row.t;
    case 'length': case 'bytes': return row.n;
    case 'in flight': return row.flight === true;
    case 'answered': return row.flight !== true;
    case 'text': return partText(row);
    default:
      if (field.name === 'error' && field.path.length === 1 && field.path[0] === 'code') return row.error;
      return field.path.reduce((at, step) => at !== null && typeof at === 'object' && Object.hasOwn(at, step) ? at[step] : undefined, messageOf(row)?.[field.name]);
  }
}

// Of a batch, the message's own part, as far as a value can say it.
const partText = row => row.part === undefined ? textOf(bodyOf(row)) : JSON.stringify(messageOf(row));

const needsBody = node => node.field ? ['text', 'params', 'result', 'error'].includes(node.field.name) : [node.of, node.left, node.right].some(part => part && needsBody(part));

function matches(node, row) {
  switch (node.op) {
    case 'and': return matches(node.left, row) && matches(node.right, row);
    case 'or': return matches(node.left, row) || matches(node.right, row);
    case 'not': return !matches(node.of, row);
  }
  const value = valueOf(node.field, row);
  if (value === undefined) return false;
  const wanted = node.value?.ns ?? node.value;
  switch (node.op) {
    case 'is': return value !== false;
    case '==': return value === wanted;
    case '!=': return value !== wanted;
    case '<': return typeof value === 'number' && value < wanted;
    case '<=': return typeof value === 'number' && value <= wanted;
    case '>': return typeof value === 'number' && value > wanted;
    case '>=': return typeof value === 'number' && value >= wanted;
    case 'contains': return typeof value === 'string' && value.includes(wanted);
    case 'starts with': return typeof value === 'string' && value.startsWith(wanted);
    case 'ends with': return typeof value === 'string' && value.endsWith(wanted);
    default: return typeof value === 'string' && node.pattern.test(value);
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
