// What draws the pieces that a page is sure to have is asked for while the page waits for its first: once the browser has
// asked for the page, and the server is at work on it. What draws small ones is made ready too, so that none stands as a
// blank first.
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
