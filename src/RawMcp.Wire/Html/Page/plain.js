// Text of a stranger as text to look at: what is invisible, or reorders what is read, is spelled out. It becomes text nodes only.
const hostile = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}\p{Cs}]/gu;
const plain = text => text.replace(hostile, one => '\\u{' + one.codePointAt(0).toString(16).toUpperCase() + '}');
const onOneLine = text => plain(text).replace(/\n/g, '\\u{A}').replace(/\t/g, ' ');

// An element with text, never with markup.
function element(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

const byId = id => document.getElementById(id);
const seconds = ns => (ns / 1e9).toFixed(6);
const took = ns => ns < 1e6 ? (ns / 1e3).toFixed(0) + ' µs' : ns < 1e9 ? (ns / 1e6).toFixed(1) + ' ms' : (ns / 1e9).toFixed(2) + ' s';
const count = number => number.toLocaleString('en');
const size = bytes => bytes < 10000 ? count(bytes) + ' B' : bytes < 1e7 ? (bytes / 1e3).toFixed(0) + ' kB' : (bytes / 1e6).toFixed(0) + ' MB';
