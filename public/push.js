/* Switches messages to this device on and off. The words stand on the page; this shows those that fit the browser. */
;(() => {
  const root = document.querySelector('[data-push]')
  if (!root) return
  const key = root.getAttribute('data-push')
  const form = document.getElementById('device-form')

  /** Shows one of the texts, and the form beside it where it can be tried. */
  function show(state, withForm) {
    for (const section of root.querySelectorAll('[data-state]')) {
      const name = section.getAttribute('data-state')
      section.hidden = name !== state && !(withForm && name === 'ready')
    }
  }

  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))

  /** Whether an address was made for this portal's key: one made for another cannot be used. */
  function fits(subscription) {
    const used = subscription.options?.applicationServerKey
    if (!used) return true
    const [a, b] = [new Uint8Array(used), bytesOf(key)]
    return a.length === b.length && a.every((byte, index) => byte === b[index])
  }

  async function current() {
    const registration = await navigator.serviceWorker.getRegistration('/')
    return (await registration?.pushManager.getSubscription()) ?? null
  }

  /** The name under which the page lists an address without telling it. */
  async function markOf(endpoint) {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  const isApple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  const onHomeScreen = navigator.standalone === true || matchMedia('(display-mode: standalone)').matches

  async function start() {
    const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
    if (!able) return show(isApple && !onHomeScreen ? 'home_screen' : 'unsupported')
    if (!key) return show('unready')
    const subscription = await current()
    const mark = subscription && (await markOf(subscription.endpoint))
    const listed = mark && document.querySelector(`[data-device="${mark}"]`)
    if (listed) for (const word of listed.querySelectorAll('[data-this]')) word.hidden = false
    if (Notification.permission === 'denied') return show('denied')
    if (listed && Notification.permission === 'granted' && fits(subscription)) return show('active')
    show('ready')
  }

  async function subscribe() {
    // The one place where the browser asks, and only because the button was pressed.
    const permission = await Notification.requestPermission()
    if (permission === 'denied') return show('denied')
    if (permission !== 'granted') return show('dismissed', true)
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const registration = await navigator.serviceWorker.ready
    let subscription = await registration.pushManager.getSubscription()
    if (subscription && !fits(subscription)) {
      await subscription.unsubscribe()
      subscription = null
    }
    subscription ??= await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(key),
    })
    const { endpoint, keys } = subscription.toJSON()
    for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) {
      form.querySelector(`[data-filled="${name}"]`).value = value
    }
    form.submit()
  }

  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    subscribe().catch(() => show('failed', true))
  })

  for (const ending of document.querySelectorAll('[data-end]')) {
    ending.addEventListener('submit', (event) => {
      event.preventDefault()
      const end = async () => {
        const subscription = await current()
        if (subscription && (await markOf(subscription.endpoint)) === ending.getAttribute('data-end'))
          await subscription.unsubscribe()
      }
      // The portal must hear of it whatever the browser says.
      end()
        .catch(() => {})
        .then(() => ending.submit())
    })
  }

  start().catch(() => show('unsupported'))
})()
