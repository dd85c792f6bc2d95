// What draws the pieces that a page is sure to have is made ready while the page waits for its first, so that none stands
// as a blank first, and what draws its charts is asked for: once the browser has asked for the page, and the server is at
// work on it.
(() => {
  "use strict";
  const send = WebSocket.prototype.send;

  function makeReady() {
    for (const waiting of document.querySelectorAll("template[data-ahead]")) document.head.append(waiting.content);
    for (const link of document.querySelectorAll("link[data-ahead]")) import(link.href).catch(() => {});
  }

  WebSocket.prototype.send = function (...message) {
    WebSocket.prototype.send = send;
    send.apply(this, message);
    setTimeout(makeReady);
  };
})();
