/**
 * The emergency view in the browser, without any framework: finds the nearest AEDs in the kept list. The position stays
 * in this page: it is sent nowhere, stored nowhere, and asked for only when the button is pressed.
 */
import { formatInstant } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import type { Place } from '../rules/distance'
import { cardsInto, mapFor } from './cards.browser'
import { ageOf, findNearest, isInside, townsMeant } from './find'
import { type CityList, placeOf } from './list'
import { ageWords, cardOf, type ScriptWord } from './words'

const LIST = '/aeds/nearest.json'
/** Positions less exact than this are said to be so; far less exact ones are not used. Metres. */
const INEXACT = 300
const USELESS = 3000
const REFRESH_MS = 30_000
/** An open page asks again whether its list still holds. */
const CONFIRM_MS = 120_000
/** Whoever walks is elsewhere after so long. */
const STALE_MS = 120_000

const root = document.querySelector<HTMLElement>('[data-nearest]')
if (root) start(root)

/** `taken`: when the position was found, in milliseconds; none for a town, which stays where it is. */
type Here = { place: Place; title: string; warnings: string[]; taken?: number }

function start(root: HTMLElement) {
  const language = (document.documentElement.dataset.language ?? 'ja') as Language
  const words = JSON.parse(document.getElementById('near-words')?.textContent ?? '{}') as Record<
    string,
    string
  >
  const t: Translate = (key, params = {}) =>
    (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(params[name] ?? whole))
  const word = (name: ScriptWord, params?: Record<string, string | number>) =>
    t(`aeds.nearest.${name}`, params)
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`) as E

  const results = part('results')
  let list: CityList | undefined
  let kept = new Date()
  let here: Here | undefined
  let shown = ''
  let presses = 0

  const say = (text: string) => {
    part('status').textContent = text
  }

  /** Asks for the list; the worker answers with the kept one where there is no network. */
  async function load(): Promise<void> {
    const town = new URLSearchParams(location.search).get('town')
    // Only of a city whose list had to be cut does the town matter; it was chosen, and is no position.
    const address = town && list?.within ? `${LIST}?town=${encodeURIComponent(town)}` : LIST
    const answer = await fetch(address, { credentials: 'omit' })
    if (!answer.ok) throw new Error(`the list answered ${answer.status}`)
    list = (await answer.json()) as CityList
    kept = new Date(answer.headers.get('X-Kept-At') ?? Date.now())
    // Without it the list round the middle of the city serves as far as it reaches.
    if (list.within && town && address === LIST) await load().catch(() => {})
  }

  function showAge() {
    const old = part('old')
    const offline = part('offline')
    offline.hidden = navigator.onLine
    if (!list) return
    const age = ageOf(kept, new Date())
    part('age').textContent = [
      word('age', { age: ageWords(age, t), count: list.total }),
      list.placeless > 0 ? word('placeless', { count: list.placeless }) : '',
    ].join(' ')
    old.hidden = !age.old
    old.textContent = age.old ? word('old', { count: age.count }) : ''
  }

  /** Shows what can be used now; the same again is left as it is, so that nothing moves under a finger. */
  function show(announce: boolean) {
    showAge()
    if (!list || !here) return
    const at = new Date()
    const found = findNearest(list, here.place, at)
    if (found.usable.length + found.others.length === 0) {
      results.hidden = true
      say(word('far'))
      return
    }
    const usable = found.usable.map((one) => cardOf(one, at, t, language))
    const others = found.others.map((one) => cardOf(one, at, t, language))
    const next = JSON.stringify([here, usable, others])
    if (next !== shown) {
      shown = next
      part('heading').textContent = here.title
      cardsInto(part('list=usable'), part<HTMLTemplateElement>('card'), usable)
      cardsInto(part('list=others'), part<HTMLTemplateElement>('card'), others)
      part('none').hidden = usable.length > 0
      part('others').hidden = others.length === 0
      const cut = part('cut')
      cut.hidden = !found.cut
    }
    part('asof').textContent = word('asof', { time: formatInstant(at, language) })
    const age = here.taken === undefined ? 0 : at.getTime() - here.taken
    const old = age < STALE_MS ? '' : word('stale', { count: Math.floor(age / 60_000) })
    part('stale').hidden = !old
    // The same again would be read out again.
    if (part('stale-words').textContent !== old) part('stale-words').textContent = old
    results.hidden = false
    if (!announce) return
    const [one] = usable
    const told = one
      ? word('found', {
          count: usable.length,
          name: one.name,
          distance: one.distance,
          direction: one.direction,
        })
      : word('found_none')
    say([...here.warnings, told].join(' '))
    part('heading').focus({ preventScroll: true })
    part('status').scrollIntoView({ block: 'start' })
  }

  function chooseTown(typed: string) {
    if (!list) return
    const meant = townsMeant(list, typed)
    const choices = part('choices')
    choices.replaceChildren()
    const [town] = meant
    if (!town) return say(word('no_town', { town: typed }))
    if (meant.length > 1) {
      for (const { name } of meant) {
        const link = document.createElement('a')
        link.href = `?lang=${language}&town=${encodeURIComponent(name)}`
        link.textContent = name
        const item = document.createElement('li')
        item.append(link)
        choices.append(item)
      }
      return say(word('choices'))
    }
    here = { place: placeOf(town), title: word('from_town', { town: town.name }), warnings: [] }
    show(true)
  }

  function locate() {
    if (!navigator.geolocation || !window.isSecureContext) return say(word('unsupported'))
    say(word('locating'))
    navigator.geolocation.getCurrentPosition(
      async ({ coords, timestamp }) => {
        part('locate').textContent = word('again')
        if (!list) await load().catch(() => {})
        if (!list) return say(word('no_list'))
        if (coords.accuracy > USELESS) return say(word('too_inexact'))
        const place = { latitude: coords.latitude, longitude: coords.longitude }
        const warnings = [
          coords.accuracy > INEXACT
            ? word('inexact', { metres: Math.round(coords.accuracy / 100) * 100 })
            : '',
          isInside(list, place) ? '' : word('outside', { city: list.city }),
        ].filter(Boolean)
        part('choices').replaceChildren()
        here = { place, title: word('from_here'), warnings, taken: Math.min(timestamp, Date.now()) }
        show(true)
      },
      (problem) => say(word(problem.code === problem.PERMISSION_DENIED ? 'denied' : 'failed')),
      // Whoever presses again wants to be looked for anew.
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: presses++ === 0 ? 30_000 : 0 },
    )
  }

  /** The list again, where it can be had; what is shown stays when it cannot. */
  async function renew() {
    await load().catch(() => {})
    show(false)
  }

  /** What the worker tells: from the beginning on, as it may have begun before this script. */
  function listen() {
    navigator.serviceWorker?.addEventListener('message', ({ data }) => {
      if (data?.type !== 'nearest') return
      if (data.language && data.language !== language && !location.search && !here) location.reload()
      if (data.kept) part('kept').hidden = false
      if (data.list) void renew()
    })
  }

  async function keep() {
    if (!('serviceWorker' in navigator)) return
    const known = navigator.serviceWorker.controller !== null
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const registration = await navigator.serviceWorker.ready
    // A device that runs out of room clears what it was not asked to keep.
    void navigator.storage?.persist?.().catch(() => {})
    // A worker that has answered for this page knows its language better than the page.
    registration.active?.postMessage({ type: 'nearest', language: known ? undefined : language })
  }

  listen()
  part('scripted').hidden = false
  part('locate').addEventListener('click', locate)
  part('relocate').addEventListener('click', locate)
  part<HTMLFormElement>('town-form').addEventListener('submit', (event) => {
    const typed = root.querySelector<HTMLInputElement>('#near-town')?.value.trim() ?? ''
    // With the list at hand nothing need be asked of the network.
    if (!list || list.within || !typed) return
    event.preventDefault()
    chooseTown(typed)
  })
  for (const link of results.querySelectorAll<HTMLAnchorElement>('[data-way]')) mapFor(link)

  const { latitude, longitude, town } = results.dataset
  if (latitude && longitude && town) {
    const place = { latitude: Number(latitude), longitude: Number(longitude) }
    here = { place, title: word('from_town', { town }), warnings: [] }
  }
  const typed = new URLSearchParams(location.search).get('town')?.trim()
  load()
    .then(() => {
      // The kept page knows nothing of a town in its address: the list answers for it.
      if (typed && !here && part('choices').childElementCount === 0) chooseTown(typed)
      show(false)
    })
    .catch(() => {
      part('age').textContent = word('no_list')
      showAge()
    })
    // Only now, so that keeping the page takes nothing from what is needed at once.
    .then(keep)
    .catch(() => {})
  setInterval(() => {
    show(false)
    if (navigator.onLine && (!list || Date.now() - kept.getTime() > CONFIRM_MS)) void renew()
  }, REFRESH_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') show(false)
  })
  window.addEventListener('pageshow', () => show(false))
  window.addEventListener('online', () => {
    void renew()
    // The first answers of a network that has just come back are often none.
    setTimeout(renew, 5000)
  })
  window.addEventListener('offline', showAge)
}
