// Runs only in browsers without module scripts: says so instead of a white page.
(function () {
  var root = document.getElementById('root');
  if (root) root.innerHTML = '<p style="margin:80px auto;max-width:560px;font:18px/1.8 sans-serif">本系统需要较新的浏览器：Chrome、Edge、奇安信可信浏览器 90 及以上，或同内核的国产浏览器。请升级后再登录。</p>';
})();
