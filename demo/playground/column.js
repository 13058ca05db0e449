// Runs in the playground's page before the playground's own script.
(() => {
  const KEY = 'chat';
  const MOST = 200;
  /** The playground that serves this page: another one knows nothing of what was kept here. */
  const { run } = document.currentScript.dataset;
  let chat;

  function kept() {
    const found = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return found?.run === run ? found.frames : [];
  }
  const before = kept();

  /** The playground's page forgets its chat when it is reloaded, so what came over the wire is kept here. */
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      if (!this.url.includes('/_ws_conversation/')) return;
      chat = this;
      this.addEventListener('message', ({ data, isTrusted }) => {
        // Not trusted: one that is shown again. Known already: another tab keeps the same chat.
        if (!isTrusted || kept().includes(data)) return;
        localStorage.setItem(KEY, JSON.stringify({ run, frames: [...kept(), data].slice(-MOST) }));
      });
    }
  };

  // Once the page has said hello to the bot it can show messages: those of before the reload come first.
  new PerformanceObserver((list, observer) => {
    if (!chat || !list.getEntries().some(({ name }) => name.endsWith('/installation'))) return;
    observer.disconnect();
    for (const data of before) chat.dispatchEvent(new MessageEvent('message', { data }));
  }).observe({ type: 'resource', buffered: true });

  // The log panel opens with the page and covers the chat in a narrow window. It can be opened again by its button.
  new MutationObserver((_, observer) => {
    const hide = document.querySelector('[title="Hide log panel"]');
    if (!hide || !matchMedia('(max-width: 1260px)').matches) return;
    observer.disconnect();
    hide.click();
  }).observe(document, { childList: true, subtree: true });
})();
