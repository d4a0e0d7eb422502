/*
 * Shows the messages that the portal sends to this device. It keeps no pages and answers for none: what is read is
 * always what the portal says now.
 */
const RENEW = '/subscriptions/device/renew'

self.addEventListener('install', () => self.skipWaiting())

/** What a push says; one that cannot be read is told all the same, because a browser demands that each is shown. */
function messageOf(event) {
  try {
    const { title, body, url, tag, urgent } = event.data.json()
    return {
      title: String(title),
      body: String(body ?? ''),
      url: String(url),
      tag: String(tag),
      urgent: urgent === true,
    }
  } catch {
    return { title: 'お知らせがあります', body: '', url: '/notices', tag: 'portal', urgent: false }
  }
}

/** An address of this portal, whatever was sent. */
function own(address) {
  try {
    const { pathname, search, hash } = new URL(address, self.location.origin)
    return self.location.origin + pathname + search + hash
  } catch {
    return `${self.location.origin}/notices`
  }
}

self.addEventListener('push', (event) => {
  const { title, body, url, tag, urgent } = messageOf(event)
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      // A later message of the same tag takes the place of the earlier one; what is urgent makes itself heard again.
      tag,
      renotify: urgent,
      requireInteraction: urgent,
      icon: '/icon-192.png',
      data: { url: own(url) },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
      const there = windows.find((client) => client.url.split('#')[0] === url.split('#')[0])
      if (there) return there.focus()
      return self.clients.openWindow(url)
    })(),
  )
})

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(
    (async () => {
      const before = event.oldSubscription
      const answer = await fetch(RENEW, { credentials: 'same-origin' })
      const { key } = await answer.json()
      if (!key) return
      const after =
        event.newSubscription ??
        (await self.registration.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: Uint8Array.from(atob(key.replace(/-/g, '+').replace(/_/g, '/')), (letter) =>
            letter.charCodeAt(0),
          ),
        }))
      const { endpoint, keys } = after.toJSON()
      const secret = before?.getKey?.('auth')
      await fetch(RENEW, {
        method: 'POST',
        credentials: 'same-origin',
        body: new URLSearchParams({
          endpoint,
          p256dh: keys.p256dh,
          auth: keys.auth,
          old_endpoint: before?.endpoint ?? '',
          old_auth: secret ? textOf(secret) : '',
        }),
      })
    })(),
  )
})
