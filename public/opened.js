// Tells the portal once that a member of a household has this notice on the screen. Only on pages whose reader is told so.
;(() => {
  const notice =
    document.currentScript?.dataset.notice ?? document.querySelector('script[data-notice]')?.dataset.notice
  const tell = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', tell)
    // A page drawn ahead, or opened in the background, has not been seen yet.
    fetch(`/notices/${notice}/opened`, {
      method: 'POST',
      body: new URLSearchParams(),
      keepalive: true,
      redirect: 'manual',
    }).catch(() => {})
  }
  if (!notice) return
  document.addEventListener('visibilitychange', tell)
  tell()
})()
