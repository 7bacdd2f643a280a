/* 微建议: what the pages gain with scripts on. Every control works without this file. */
(() => {
'use strict';
const doc = document, root = doc.documentElement, store = window.localStorage;
const $ = (selector, base) => (base || doc).querySelector(selector);
const $$ = (selector, base) => [...(base || doc).querySelectorAll(selector)];
const on = (name, act) => doc.addEventListener(name, act);
const say = text => { $('#live').textContent = text; };
const clock = () => new Date().toTimeString().slice(0, 5);
const shown = element => element && element.offsetParent !== null && !element.disabled;
root.classList.add('js');

/* Keys click the visible button, so permission and validation stay one path. */
let prefix = '', prefixAt = 0, ticked = null;
const typing = target => target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]');
const queue = () => $$('[data-queue] a');

function step(by) {
  const rows = queue(), here = rows.findIndex(row => row.matches('[aria-current]') || row.closest('[aria-current]'));
  const next = rows[here + by];
  if (next) next.click();
}

function tick(range) {
  const boxes = $$('[data-queue] input[type=checkbox]'), box = $('[data-queue] [aria-current] input[type=checkbox]');
  if (!box) return;
  const [from, to] = [boxes.indexOf(ticked), boxes.indexOf(box)].sort((a, b) => a - b);
  if (range && from >= 0) boxes.slice(from, to + 1).forEach(each => { each.checked = true; });
  else box.checked = !box.checked;
  box.dispatchEvent(new Event('change', {bubbles: true}));
  ticked = box;
}

on('keydown', event => {
  if (event.isComposing || event.keyCode === 229) return;
  const target = event.target;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && target.form) {
    const send = $('button:not([type=button])', target.form) || $(`button[form="${target.form.id}"]`);
    if (shown(send)) { event.preventDefault(); send.click(); }
    return;
  }
  if (event.key === 'Escape') $$('details.menu[open]').forEach(menu => { menu.open = false; });
  if (event.ctrlKey || event.metaKey || event.altKey || root.dataset.keys === 'off' || typing(target) || $('dialog[open]')) return;
  const key = event.key.toLowerCase(), wanted = Date.now() - prefixAt < 1200 ? `${prefix} ${key}` : key;
  const button = $$('[data-key]').find(each => [wanted, key].includes(each.dataset.key.toLowerCase()) && shown(each));
  prefix = key; prefixAt = Date.now();
  if (button) {
    event.preventDefault();
    if (button.matches('input,select,textarea')) button.focus(); else button.click();
  } else if ($('[data-queue]')) {
    if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
    else if (key === 'x') tick(event.shiftKey);
  }
});

/* Clicks: dialogs, copied links, quick dates, menus that close. */
on('click', async event => {
  const hit = event.target.closest('[data-dialog],[data-copy],[data-set]');
  $$('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  if (!hit) return;
  const {dialog, copy, set} = hit.dataset;
  if (dialog && $(`#${dialog}`).showModal) { event.preventDefault(); $(`#${dialog}`).showModal(); }
  if (set !== undefined) {
    const input = doc.getElementById(hit.dataset.for);
    input.value = set;
    input.dispatchEvent(new Event('change', {bubbles: true}));
  }
  if (copy !== undefined) {
    event.preventDefault();
    const field = copy && doc.getElementById(copy), text = field ? field.value || field.textContent : hit.href || location.href;
    try { await navigator.clipboard.writeText(text); }
    catch { if (!field || !field.select) return say('复制不成功，请长按链接复制。'); field.select(); doc.execCommand('copy'); }
    const before = hit.innerHTML;
    hit.textContent = '已复制'; say('已复制');
    setTimeout(() => { hit.innerHTML = before; }, 2000);
  }
});

/* Counters print always and speak only near the limit. */
let speaking;
on('input', event => {
  const field = event.target, limit = +field.dataset.count, place = doc.getElementById(`${field.id}_count`);
  if (!limit || !place) return;
  const left = limit - [...field.value].length, over = left < 0;
  place.textContent = over ? `超出 ${-left} 字` : `已写 ${limit - left} / ${limit} 字`;
  place.classList.toggle('over', over);
  clearTimeout(speaking);
  if (limit - left >= +field.dataset.warn) speaking = setTimeout(() => say(over ? `超出 ${-left} 字` : `还可以写 ${left} 字`), 900);
});

/* Drafts: kept on the server, and on this machine only while the server has not got them. */
const mine = `draft:${doc.body.dataset.who || ''}:`;
const drafts = () => Object.keys(store).filter(key => key.startsWith('draft:'));
const forget = keep => drafts().forEach(key => { if (!keep || !key.startsWith(keep)) store.removeItem(key); });
if (doc.body.dataset.who) forget(mine);

function autosave(form) {
  const name = () => mine + location.pathname, place = $('[data-saved]') || doc.createElement('span');
  // The version goes with the text: what was kept of an old draft is compared on the server, never put over a newer one.
  const texts = () => [...form.elements].filter(each => each.name && each.matches('textarea,input[type=text],select,[name=version]'));
  let dirty = false, busy = false, wanted;
  const keep = () => store.setItem(name(), JSON.stringify(texts().map(each => [each.name, each.value])));
  const save = async () => {
    if (!dirty || busy || form.dataset.sent) return;
    busy = true; dirty = false;
    const data = new FormData(form);
    [...data].forEach(([key, value]) => { if (value instanceof File) data.delete(key); });
    try {
      const answer = await fetch(form.dataset.autosave, {method: 'POST', body: data, headers: {Accept: 'application/json'}});
      if (!answer.ok || answer.redirected) throw answer;
      const facts = /json/.test(answer.headers.get('content-type')) ? await answer.json() : {};
      if (facts.url) form.dataset.autosave = facts.url;
      if (facts.version !== undefined && form.elements.version) form.elements.version.value = facts.version;
      if (!dirty && !facts.note) store.removeItem(name());
      if (facts.page) { form.action = facts.page; history.replaceState(null, '', facts.page); }
      if (answer.status !== 204) place.textContent = facts.note || `已存 ${clock()}`;
    } catch (answer) {
      dirty = answer.status !== 409;
      place.textContent = answer.status === 409 ? '别处改过，请按“存草稿”对照' : answer.redirected ? '请重新登录，内容已留在本机' : '没连上，内容已留在本机';
    }
    busy = false;
    if (wanted) wanted.click();
  };
  const kept = JSON.parse(store.getItem(name()) || '[]');
  kept.forEach(([key, value]) => {
    const field = form.elements[key];
    if (field && 'value' in field && value && field.value !== value) { field.value = value; dirty = true; }
  });
  if (dirty) place.textContent = '已恢复本机留存的内容';
  form.addEventListener('input', () => { dirty = true; keep(); });
  form.addEventListener('focusout', save);
  form.addEventListener('submit', event => {
    // A save on its way brings a new version: the button waits for it.
    if (busy && event.submitter) { event.preventDefault(); wanted = event.submitter; }
    else store.removeItem(name());
  });
  setInterval(save, 20000);
}

/* Undo counts down and leaves. */
function countdown(toast) {
  const end = Date.now() + toast.dataset.undo * 1000, left = $('[data-left]', toast);
  const timer = setInterval(() => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (left) left.textContent = Math.max(seconds, 0);
    if (seconds <= 0) { clearInterval(timer); toast.remove(); }
  }, 250);
}

/* Submits: text size without a reload, local copies gone at sign-out, no second click. */
on('submit', event => {
  const form = event.target;
  if (form.dataset.leave !== undefined) forget();
  if (form.dataset.elder !== undefined) {
    event.preventDefault();
    const large = root.classList.toggle('elder');
    $('button', form).setAttribute('aria-pressed', large);
    fetch(form.action, {method: 'POST', body: new FormData(form)}).catch(() => form.submit());
    return;
  }
  if (form.method !== 'post' || event.defaultPrevented || form.matches('[hx-post]')) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = '1';
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
window.addEventListener('pageshow', () => $$('form[data-sent]').forEach(form => { delete form.dataset.sent; }));

/* htmx: focus the new task; say so when something failed. */
function ready(base) {
  $$('form[data-autosave]', base).forEach(autosave);
  $$('[data-undo]', base).forEach(countdown);
  const focus = $('[data-focus]', base);
  if (focus) focus.focus();
}
const banner = text => { $('#banner span').textContent = text; $('#banner').hidden = false; };
const causes = {403: '您现在的岗位不能办这一步。', 404: '这件事项已不在您的范围内。', 409: '这件事项刚刚有了变化，请刷新后再办。', 413: '文件太大，没有传上。'};
on('htmx:afterSwap', event => { $('#banner').hidden = true; ready(event.detail.elt); });
on('htmx:responseError', event => banner(causes[event.detail.xhr.status] || '这一步没有办成，您填写的内容还在。'));
on('htmx:sendError', () => banner('网络没有连上，您填写的内容还在。'));
on('htmx:beforeSwap', event => {
  if (event.detail.xhr.status === 409 && $('#decision')) { event.detail.shouldSwap = true; event.detail.isError = false; }
  const login = doc.body.dataset.login, at = event.detail.xhr.responseURL;
  if (login && at && new URL(at).pathname === login) { event.detail.shouldSwap = false; location.reload(); }
});
ready(doc);
})();
