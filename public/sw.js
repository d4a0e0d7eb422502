/*
 * Shows the messages that the portal sends to this device, and keeps pages which must open without a network: the
 * emergency view of AEDs with its files, for some days the desk of an activity, and the one page for no network, which
 * then stands for every other. A copy of the directory of advice services is shown where its reader has put one. It
 * answers for nothing else: what is read with a network is always what the portal says now.
 */
const RENEW = '/subscriptions/device/renew'

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), forgetDesks().catch(() => {})])),
)

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

/* 近くのAED: the page in each language, its files, and the city's list. Kept from the first visit of the page on. */

/** Another number where what is kept changes its shape; an old one serves until the new one has been filled. */
const CACHE = 'nearest-1'
const VIEW = '/aeds/nearest'
const LIST = '/aeds/nearest.json'
/** Holds the reader's language, for a page whose address names none. */
const LANGUAGE = '/aeds/nearest/language'
const LANGUAGES = ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi']
/** A kept page that was looked through so long ago is fetched anew when it is opened. */
const RENEW_AFTER = 10 * 60_000
/** So long a page of a chosen town may take before the kept list answers instead. */
const PATIENCE = 4000

const shellOf = (language) => `${VIEW}?lang=${language}`
// The server names cookies in Vary; what is kept here was asked for without any.
const kept = (cache, address) => cache.match(address, { ignoreVary: true })
const ageOf = (answer) => Date.now() - Date.parse(answer?.headers.get('X-Kept-At') ?? '1970-01-01')

const olderCaches = async () =>
  (await caches.keys()).filter((name) => name.startsWith('nearest-') && name !== CACHE)

/** What answers: an older cache that still holds the page, as the new one is not filled yet; else the new one. */
async function standing() {
  for (const name of await olderCaches()) {
    const cache = await caches.open(name)
    if (await kept(cache, shellOf(await languageOf(cache)))) return cache
  }
  return caches.open(CACHE)
}

/** Whether the page was answered by the portal itself, and well: all else is no better than no network. */
const isView = (answer) => answer.ok && answer.headers.has('X-Language')

/** The same answer, with the time at which the portal confirmed it. */
function stamped(answer, body) {
  const headers = new Headers(answer.headers)
  headers.set('X-Kept-At', new Date().toISOString())
  headers.delete('Content-Encoding')
  headers.delete('Content-Length')
  return new Response(body, { status: 200, headers })
}

async function ask(address, headers = {}) {
  const answer = await fetch(address, {
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    headers,
    signal: AbortSignal.timeout(30_000),
  })
  // Whatever stands between the phone and the portal may answer as well: what is kept must be the portal's own.
  const type = answer.headers.get('Content-Type') ?? ''
  const isOwn = address.startsWith(LIST)
    ? /^application\/json/.test(type) && answer.headers.has('ETag')
    : !address.startsWith(VIEW) || answer.headers.has('X-Language')
  if (answer.status !== 304 && !(answer.ok && isOwn)) throw new Error(`${address} answered ${answer.status}`)
  return answer
}

/** The files that a page names in its header: their names change with every build. */
const filesOf = (answer) =>
  [...(answer.headers.get('Link') ?? '').matchAll(/<(\/[^>]+)>/g)].map(([, address]) => address)

async function tell(message) {
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    if (new URL(client.url).pathname === VIEW) client.postMessage({ type: 'nearest', ...message })
  }
}

let keeping = null

/** Keeps the page in all languages, with all of its files and the list; one after the other, the reader's first. */
function keep() {
  keeping ??= keepAll().finally(() => {
    keeping = null
  })
  return keeping
}

async function keepAll() {
  const cache = await caches.open(CACHE)
  if (!(await kept(cache, LANGUAGE))) await remember(cache, await languageOf(await standing()))
  await refresh(cache, LIST)
  const wanted = new Set([LIST, LANGUAGE])
  const first = await languageOf(cache)
  for (const one of [first, ...LANGUAGES.filter((other) => other !== first)]) {
    const address = shellOf(one)
    const page = await ask(address)
    for (const file of filesOf(page)) {
      if (!wanted.has(file) && !(file.startsWith('/assets/') && (await kept(cache, file)))) {
        const answer = await ask(file, { Accept: file.includes('.css') ? 'text/css' : '*/*' })
        await cache.put(file, stamped(answer, await answer.blob()))
      }
      wanted.add(file)
    }
    wanted.add(address)
    // Only now, as a page without its files is worse than an old one.
    await cache.put(address, stamped(page, await page.blob()))
    if (one === first) await tell({ kept: true })
  }
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url)
    if (!wanted.has(pathname + search) && pathname !== LIST) await cache.delete(request, { ignoreVary: true })
  }
  // Only now, as until here they are what opens without a network.
  for (const name of await olderCaches()) await caches.delete(name)
}

/** The list as the portal has it now, kept; of lists round a town only the last one is kept beside the city's. */
async function refresh(cache, address) {
  const before = await kept(cache, address)
  const etag = before?.headers.get('ETag')
  const answer = await ask(address, etag ? { 'If-None-Match': etag } : {})
  const same = answer.status === 304 && before
  await cache.put(address, same ? stamped(before, await before.blob()) : stamped(answer, await answer.blob()))
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url)
    if (pathname !== LIST || !search || pathname + search === address || address === LIST) continue
    await cache.delete(request, { ignoreVary: true })
  }
  return kept(cache, address)
}

const languageOf = async (cache) => (await (await kept(cache, LANGUAGE))?.text()) ?? 'ja'
const isLanguage = (text) => LANGUAGES.includes(text)

async function remember(cache, language) {
  if (isLanguage(language)) await cache.put(LANGUAGE, new Response(language))
}

/** The kept page at once, and behind it whatever is newer; a chosen town is first asked of the portal. */
async function view(event, url) {
  const cache = await standing()
  const asked = url.searchParams.get('lang')
  const language = isLanguage(asked) ? asked : await languageOf(cache)
  const shell = await kept(cache, shellOf(language))
  if (!shell) return fetch(event.request)
  if (url.searchParams.get('town')) {
    const wait = new Promise((resolve) => setTimeout(resolve, PATIENCE, shell))
    const answered = fetch(event.request).then(
      (answer) => (isView(answer) ? answer : shell),
      () => shell,
    )
    return Promise.race([answered, wait])
  }
  event.waitUntil(lookAgain(cache, shell, asked ? null : language).catch(() => {}))
  return shell
}

/** Keeps the page anew when it was not looked through for a while, or when the reader's language has changed. */
async function lookAgain(cache, shell, language) {
  if (language) {
    // The reader's choice stands in a cookie; of this answer only its language is read.
    const answer = await fetch(VIEW, { credentials: 'same-origin', cache: 'no-store' })
    const now = answer.headers.get('X-Language')
    if (now !== language && isLanguage(now)) {
      await remember(cache, now)
      await tell({ language: now })
    }
  }
  if (ageOf(shell) > RENEW_AFTER) await keep()
}

/** The kept list at once; the page is told when the portal has confirmed or changed it. */
async function list(event, { pathname, search }) {
  const cache = await standing()
  const before = await kept(cache, pathname + search)
  if (!before) return refresh(cache, pathname + search)
  if (ageOf(before) > 5000) {
    event.waitUntil(
      refresh(cache, pathname + search).then(
        () => tell({ list: true, kept: true }),
        () => {},
      ),
    )
  }
  return before
}

/** A file of the page. Built files never change under their name; others only while developing. */
async function file(request, { pathname, search }) {
  const cache = await standing()
  const before = await kept(cache, pathname + search)
  if (!before) return fetch(request)
  if (pathname.startsWith('/assets/')) return before
  return fetch(request).then(
    (answer) => (answer.ok ? answer : before),
    () => before,
  )
}

/**
 * The portal's start, as an installed app opens it: without a network or a working server what there is. From here on
 * the page for no network is kept.
 */
async function front(event) {
  const answer = await fetch(event.request).catch(() => null)
  if (answer && answer.status < 500) {
    event.waitUntil(keepOffline().catch(() => {}))
    return answer
  }
  const page = await offlinePage()
  if (page) return page
  const cache = await standing()
  if (await kept(cache, shellOf(await languageOf(cache)))) return Response.redirect(VIEW)
  return answer ?? Response.error()
}

/* 当日の受付: the desk of an activity, as it was last opened, for the days on which it is needed. */

const DESKS = 'desk-1'
const DESK = /^\/volunteering\/sessions\/\d+\/desk$/
/** First names stand on it: so long a phone keeps it, and no longer. */
const DESK_KEPT = 3 * 24 * 3600_000
/** So long the portal may take before the kept desk answers: somebody stands before the phone. */
const DESK_PATIENCE = 5000

/** The address of a desk with its key alone: what else stands in it says how it is shown. */
function deskAddress({ pathname, searchParams }) {
  const key = searchParams.get('key')
  return key ? `${pathname}?key=${encodeURIComponent(key)}` : pathname
}

/** Throws away desks whose time is over, and with the last of them the files. */
async function forgetDesks() {
  if (!(await caches.has(DESKS))) return
  const cache = await caches.open(DESKS)
  let left = 0
  for (const request of await cache.keys()) {
    if (!DESK.test(new URL(request.url).pathname)) continue
    if (ageOf(await kept(cache, request)) > DESK_KEPT) await cache.delete(request, { ignoreVary: true })
    else left++
  }
  if (left === 0) await caches.delete(DESKS)
}

/** Keeps a desk with its files. Unlike the emergency view it is asked for as the person who opened it. */
async function keepDesk(address) {
  const url = new URL(address, self.location.origin)
  if (url.origin !== self.location.origin || !DESK.test(url.pathname)) return
  await forgetDesks()
  const answer = await fetch(deskAddress(url), {
    credentials: 'same-origin',
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
  })
  const cache = await caches.open(DESKS)
  if (!answer.ok || !answer.headers.has('X-Desk')) {
    if (answer.status === 404 || answer.status === 410)
      await cache.delete(deskAddress(url), { ignoreVary: true })
    return
  }
  for (const file of filesOf(answer)) {
    if (file.startsWith('/assets/') && (await kept(cache, file))) continue
    const got = await ask(file, { Accept: file.includes('.css') ? 'text/css' : '*/*' })
    await cache.put(file, stamped(got, await got.blob()))
  }
  await cache.put(deskAddress(url), stamped(answer, await answer.blob()))
  for (const client of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    if (DESK.test(new URL(client.url).pathname)) client.postMessage({ type: 'desk', kept: true })
  }
}

/** The desk as the portal has it now; without a network, or when it takes too long, as it was kept. */
async function desk(event, url) {
  const cache = await caches.open(DESKS)
  const shell = await kept(cache, deskAddress(url))
  if (!shell || ageOf(shell) > DESK_KEPT) return fetch(event.request)
  const answered = fetch(event.request).then(
    (answer) => (answer.status >= 500 ? shell : answer),
    () => shell,
  )
  const wait = new Promise((resolve) => setTimeout(resolve, DESK_PATIENCE, shell))
  return Promise.race([answered, wait])
}

/** A file of the desk: from the portal while it can be had, unless its name changes with its content. */
async function deskFile(request, { pathname, search }) {
  const cache = await caches.open(DESKS)
  const before = await kept(cache, pathname + search)
  if (!before) return fetch(request)
  if (pathname.startsWith('/assets/')) return before
  return fetch(request).then(
    (answer) => (answer.ok ? answer : before),
    () => before,
  )
}

/* 相談窓口: a copy that the page has put there because its reader wished it; the worker itself never makes one. */

const COPIES = 'copy-1'
const COPY = '/help/copy'
const COPIED = /^\/help(?:\/|$)/

/** The directory as the portal has it now; without a network the copy, if there is one. */
async function directory(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const copy = (await caches.has(COPIES)) && (await kept(await caches.open(COPIES), COPY))
    if (copy) return copy
    throw error
  }
}

/* つながらないとき: the newest notices, the shelters, and the way to what else is kept. Like all kept, of one language. */

const OFFLINES = 'offline-1'
const OFFLINE = '/offline'
const OFFLINE_RENEW = 3600_000

const offlinePage = async () =>
  (await caches.has(OFFLINES)) ? kept(await caches.open(OFFLINES), OFFLINE) : undefined

/** Keeps it anew when it was not looked through for a while. */
async function keepOffline() {
  if (ageOf(await offlinePage()) < OFFLINE_RENEW) return
  // The reader's language stands in a cookie; of the reader the page says nothing.
  const answer = await fetch(OFFLINE, {
    credentials: 'same-origin',
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
  })
  if (!answer.ok || !answer.headers.has('X-Offline')) return
  await (await caches.open(OFFLINES)).put(OFFLINE, stamped(answer, await answer.blob()))
}

/** Whatever page was asked for; without a network the kept one instead, where there is one. */
async function orOffline(event) {
  try {
    const answer = await fetch(event.request)
    if (await offlinePage()) event.waitUntil(keepOffline().catch(() => {}))
    return answer
  } catch (error) {
    const page = await offlinePage()
    if (page) return page
    throw error
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (url.pathname === VIEW) event.respondWith(view(event, url))
    else if (url.pathname === '/') event.respondWith(front(event))
    else if (DESK.test(url.pathname)) event.respondWith(desk(event, url))
    else if (COPIED.test(url.pathname)) event.respondWith(directory(request))
    else event.respondWith(orOffline(event))
    return
  }
  if (url.pathname === LIST) event.respondWith(list(event, url))
  else if (request.referrer && new URL(request.referrer).pathname === VIEW)
    event.respondWith(file(request, url))
  // The list and what is sent go to the portal alone: the page itself keeps what could not be sent.
  else if (
    request.referrer &&
    DESK.test(new URL(request.referrer).pathname) &&
    !url.pathname.startsWith('/volunteering/')
  )
    event.respondWith(deskFile(request, url))
})

self.addEventListener('message', (event) => {
  const { type, language, address } = event.data ?? {}
  if (type === 'offline')
    return event.waitUntil(
      (async () => {
        await keepOffline()
        if (await offlinePage()) event.source?.postMessage({ type: 'offline', kept: true })
      })().catch(() => {}),
    )
  if (type === 'desk') return event.waitUntil(keepDesk(String(address)).catch(() => {}))
  if (type !== 'nearest') return
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE)
      await remember(cache, language)
      const shell = await kept(cache, shellOf(await languageOf(cache)))
      if (!shell || ageOf(shell) > RENEW_AFTER) await keep()
      else await tell({ kept: true })
    })().catch(() => {}),
  )
})
