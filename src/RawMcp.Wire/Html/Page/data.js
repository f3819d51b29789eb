// What the capture holds: rows for the list, read at once, and bodies, read block by block when they are asked for.
const summary = JSON.parse(document.querySelector('script.summary').textContent);
const rows = [];
for (const block of document.querySelectorAll('script.rows')) for (const row of JSON.parse(block.textContent)) rows.push(row);
const firstRowOf = new Map();
rows.forEach((row, at) => {
  row.i = at;
  if (row.f !== undefined && !firstRowOf.has(row.f)) firstRowOf.set(row.f, at);
});
const rowOf = frame => rows[firstRowOf.get(frame)];

const blocks = document.querySelectorAll('script.bodies');
const blocksKept = 16;
const opened = new Map();

function block(number) {
  let found = opened.get(number);
  if (!found) {
    found = JSON.parse(blocks[number].textContent);
    opened.set(number, found);
    if (opened.size > blocksKept) opened.delete(opened.keys().next().value);
  }
  return found;
}

// A frame's body: its text, or its bytes where they are not UTF-8, and how many bytes the page does not have.
function bodyOf(row) {
  if (row.b === undefined) return null;
  const body = block(Math.floor(row.b / summary.perBlock))[row.b % summary.perBlock];
  if (typeof body === 'string') return { text: body, cut: 0 };
  if (body.text !== undefined) return body;
  return { bytes: Uint8Array.from(atob(body.base64), one => one.charCodeAt(0)), cut: body.cut };
}

const bytesOf = body => body.bytes ?? new TextEncoder().encode(body.text);
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const textOf = body => body === null ? '' : body.text ?? lossy.decode(body.bytes);

// The message of a row as a value; undefined where it cannot be read. The last one is kept: several fields ask for it.
let lastRow, lastMessage;
function messageOf(row) {
  if (lastRow === row) return lastMessage;
  lastRow = row;
  lastMessage = undefined;
  if (row.s > 1 || row.b === undefined) return undefined;
  try {
    const body = bodyOf(row);
    if (body.text !== undefined && body.cut === 0) lastMessage = JSON.parse(partText(row), asSpelled);
  } catch {
    // It is no JSON: it has no members to ask for.
  }
  return lastMessage;
}

// Numbers as they crossed the wire, where the browser tells; in an older one, as it reads them.
const asSpelled = (name, value, context) => typeof value === 'number' ? new SpelledNumber(context?.source ?? String(value)) : value;

// A row's own text: of a batch, the message's part.
function partText(row) {
  const text = textOf(bodyOf(row));
  return row.part === undefined ? text : partsOf(text)[row.part] ?? '';
}

let lastBatch, lastParts;
function partsOf(text) {
  if (lastBatch === text) return lastParts;
  const parts = [];
  let depth = 0, from = -1;
  for (let at = 0; at < text.length; at++) {
    const one = text[at];
    if (one === ']' || one === '}') depth--;
    if (depth === 0 || (depth === 1 && one === ',')) {
      if (from >= 0) parts.push(text.slice(from, at).trimEnd());
      from = -1;
    } else if (from < 0 && !/\s/.test(one)) from = at;
    if (one === '[' || one === '{') depth++;
    if (one === '"') at = endOfString(text, at) - 1;
  }
  [lastBatch, lastParts] = [text, parts];
  return parts;
}
