// Frames over time: the client's above the line, the server's below; what went wrong, stderr and events as marks.
const canvas = byId('timeline');
const last = rows.reduce((most, row) => Math.max(most, row.t), 1);

function drawTimeline() {
  const scale = window.devicePixelRatio || 1;
  const [width, tall] = [canvas.clientWidth, canvas.clientHeight];
  if (width === 0) return;
  canvas.width = width * scale;
  canvas.height = tall * scale;
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const middle = tall / 2;
  const up = new Float64Array(width), down = new Float64Array(width), bad = new Uint8Array(width), log = new Uint8Array(width), happened = new Uint8Array(width);
  const placeAt = row => Math.min(width - 1, Math.floor(row.t / last * (width - 1)));
  for (const row of view) {
    const x = placeAt(row);
    if (row.s === 0) up[x]++;
    else if (row.s === 1) down[x]++;
    else if (row.s === 2) log[x] = 1;
    else happened[x] = 1;
    if (row.k === 'failure' || row.k === 'malformed') bad[x] = 1;
  }
  const most = Math.log1p(Math.max(1, ...up, ...down));
  const bar = number => number === 0 ? 0 : Math.max(2, Math.log1p(number) / most * (middle - 6));
  for (let x = 0; x < width; x++) {
    if (happened[x]) { pen.fillStyle = colour('line'); pen.fillRect(x, 0, 1, tall); }
    if (up[x]) { pen.fillStyle = colour('request'); pen.fillRect(x, middle - bar(up[x]), 1, bar(up[x])); }
    if (down[x]) { pen.fillStyle = colour('result'); pen.fillRect(x, middle, 1, bar(down[x])); }
    if (log[x]) { pen.fillStyle = colour('stderr'); pen.fillRect(x, tall - 4, 1, 4); }
    if (bad[x]) { pen.fillStyle = colour('failure'); pen.fillRect(x - 1, 0, 3, 4); }
  }
  pen.fillStyle = colour('line');
  pen.fillRect(0, middle, width, 1);
  if (chosen) {
    pen.fillStyle = colour('focus');
    pen.fillRect(placeAt(chosen) - 1, 0, 2, tall);
  }
}

canvas.addEventListener('click', event => {
  const time = event.offsetX / Math.max(1, canvas.clientWidth - 1) * last;
  let nearest = view[0];
  for (const row of view) if (Math.abs(row.t - time) < Math.abs(nearest.t - time)) nearest = row;
  goTo(nearest);
});
