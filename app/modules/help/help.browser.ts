/**
 * What the pages of 相談窓口 do with a script: the quick exit, turning over pages without a line in the browser's
 * history, and the copy that is kept on this device when its owner wishes. All of it is complete without.
 */
import { COPY_ADDRESS, COPY_STORE, KEPT_AT } from './copy-names'

const EXIT_KEYS_MS = 2000
const PATIENCE_MS = 30_000
const RENEW_AFTER_MS = 24 * 3600_000

const body = () => document.getElementById('help-body')

/** Leaves for a page of everyday use, in the place of this one: the button of the browser does not come back to it. */
function leave() {
  const exit = document.querySelector<HTMLAnchorElement>('[data-exit]')
  // What is on the screen goes at once; the other page may take its time.
  document.documentElement.style.visibility = 'hidden'
  document.title = ''
  location.replace(exit?.href ?? '/')
}

let escaped = 0
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') {
    escaped = 0
    return
  }
  const now = Date.now()
  if (now - escaped < EXIT_KEYS_MS) leave()
  escaped = now
})

// A page that the browser had put away is shown again as it was left: after the quick exit that is nothing.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

/** Pages that were turned over, to go back to: in the memory of this page, and nowhere else. */
const before: { html: string; y: number }[] = []

function show(html: string, y: number) {
  const place = body()
  if (!place) return
  place.innerHTML = html
  dress(place)
  scrollTo(0, y)
}

async function turn(address: string, otherwise: () => void, fields?: URLSearchParams): Promise<void> {
  const place = body()
  if (!place) return
  try {
    const answer = await fetch(address, {
      method: fields ? 'POST' : 'GET',
      body: fields,
      cache: 'no-store',
      headers: { Accept: 'text/html' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const there = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .getElementById('help-body')
    if (!there) throw new Error('not a page of the directory')
    before.push({ html: place.innerHTML, y: scrollY })
    show(there.innerHTML, 0)
    const heading = place.querySelector<HTMLElement>(fields ? '#help-found' : 'h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
    if (fields) heading?.scrollIntoView({ block: 'start' })
  } catch {
    // Without a network the worker may have the copy, and the browser its own words.
    if (navigator.onLine) otherwise()
    else location.replace(address)
  }
}

document.addEventListener('click', (event) => {
  const pressed = event.target instanceof Element ? event.target : null
  const link = pressed?.closest<HTMLAnchorElement>('a')
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  if (link.dataset.exit !== undefined) {
    event.preventDefault()
    leave()
  } else if (link.dataset.back !== undefined && before.length > 0) {
    event.preventDefault()
    const last = before.pop()
    if (last) show(last.html, last.y)
  } else if (link.dataset.inside !== undefined) {
    event.preventDefault()
    void turn(link.href, () => location.replace(link.href))
  } else if (link.dataset.replace !== undefined) {
    event.preventDefault()
    location.replace(link.href)
  }
})

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset.inside === undefined) return
  event.preventDefault()
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form, event.submitter)) fields.append(name, String(value))
  void turn(
    form.action,
    () => {
      // As without a script: what was typed is not lost.
      delete form.dataset.inside
      form.requestSubmit(event.submitter)
    },
    fields,
  )
})

/* The copy on this device */

const mayKeep = 'caches' in window && 'serviceWorker' in navigator

async function kept(): Promise<Response | undefined> {
  if (!(await caches.has(COPY_STORE))) return undefined
  return (await caches.open(COPY_STORE)).match(COPY_ADDRESS)
}

async function keep(): Promise<void> {
  const language = document.documentElement.dataset.language ?? 'ja'
  const answer = await fetch(`${COPY_ADDRESS}?lang=${language}`, {
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
  })
  if (!answer.ok || !answer.headers.has(KEPT_AT)) throw new Error('not the copy')
  await (await caches.open(COPY_STORE)).put(COPY_ADDRESS, answer)
}

const forget = () => caches.delete(COPY_STORE)

/** Shows whether there is a copy, and how old it is. */
async function dressKeep(box: HTMLElement): Promise<void> {
  const copy = await kept()
  const line = box.querySelector<HTMLElement>('[data-kept]')
  const remove = box.querySelector<HTMLElement>('[data-forget]')
  if (!line || !remove) return
  const at = copy?.headers.get(KEPT_AT)
  line.hidden = remove.hidden = !at
  if (at) {
    const day = new Date(at).toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })
    line.textContent = (line.dataset.words ?? '').replace('@day', day)
  }
  box.hidden = false
}

document.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null
  const box = button?.closest<HTMLElement>('[data-keep]')
  const status = box?.querySelector<HTMLElement>('[data-keep-status]')
  if (!button || !box || !status) return
  try {
    if (button.dataset.keepNow !== undefined) {
      await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
      await keep()
      status.textContent = status.dataset.done ?? ''
    } else if (button.dataset.forget !== undefined) {
      await forget()
      status.textContent = status.dataset.gone ?? ''
    }
  } catch {
    status.textContent = status.dataset.failed ?? ''
  }
  await dressKeep(box)
})

/** A copy that is there is kept fresh; one is never made without being asked for. */
async function renew(): Promise<void> {
  const at = (await kept())?.headers.get(KEPT_AT)
  if (at && Date.now() - Date.parse(at) > RENEW_AFTER_MS) await keep()
}

function dress(place: ParentNode) {
  for (const part of place.querySelectorAll<HTMLElement>('[data-scripted]')) part.hidden = false
  const box = place.querySelector<HTMLElement>('[data-keep]')
  if (box && mayKeep) void dressKeep(box).catch(() => {})
}

dress(document)
if (mayKeep) void renew().catch(() => {})
