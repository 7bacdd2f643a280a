/* The words of an opinion that is not sent yet stay on this device, so that a lost connection loses nothing. */
(() => {
'use strict';
const form = document.querySelector('form[data-keep]'), done = document.querySelector('[data-sent]');
let store = null;
try { store = window.localStorage; } catch { return; }
const key = name => `opinion:${name}`;
if (done) { store.removeItem(key(done.dataset.sent)); }
if (!form) return;
const box = form.querySelector('textarea'), name = key(form.dataset.keep);
if (box && !box.value && store.getItem(name)) box.value = store.getItem(name);
if (box) box.addEventListener('input', () => { store.setItem(name, box.value); });
form.addEventListener('submit', event => {
  if (navigator.onLine === false) {
    event.preventDefault();
    const note = form.querySelector('[data-offline]');
    note.hidden = false;
    note.focus();
    return;
  }
  const button = form.querySelector('button:not([type=button])');
  if (button) setTimeout(() => { button.disabled = true; }, 0);
});
})();
