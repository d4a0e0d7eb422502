/** The script of `NearMe`: sorts the list by the distance from the device. Nothing leaves the browser. */
import type { NearWords } from './NearMe'
import {
  bearingOf,
  directionOf,
  HERE,
  metresBetween,
  type Place,
  roundedDistance,
  walkingMinutes,
} from './rules/distance'

/** More are shown by the town, or on the map. */
const SHOWN = 50

const put = (words: string, values: Record<string, string | number>) =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))

function distanceWords(from: Place, to: Place, words: NearWords): string {
  const metres = metresBetween(from, to)
  if (metres < HERE) return words.here
  const { unit, value } = roundedDistance(metres)
  return put(words.distance, {
    direction: words.directions[directionOf(bearingOf(from, to))] ?? '',
    distance: put(words[unit], { value }),
    minutes: walkingMinutes(metres),
  })
}

/** Rows of the whole list with their places, as the page of the whole list has them. */
async function wholeList(address: string): Promise<{ row: HTMLElement; place: Place }[]> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`The list answered ${answer.status}`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return [...page.querySelectorAll<HTMLElement>('[data-near-list] > [data-place]')].map((row) => {
    const [latitude = 0, longitude = 0] = (row.dataset.place ?? '').split(',').map(Number)
    return { row, place: { latitude, longitude } }
  })
}

function position(): Promise<Place> {
  return new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, {
      enableHighAccuracy: true,
      timeout: 15_000,
    }),
  )
}

async function sort(box: HTMLElement, words: NearWords, say: (text: string) => void) {
  const list = document.querySelector('[data-near-list]')
  if (!list) return
  say(words.waiting)
  let here: Place
  try {
    here = await position()
  } catch {
    say(words.refused)
    return
  }
  try {
    const all = await wholeList(box.dataset.all ?? '')
    const sorted = all
      .map((one) => ({ ...one, metres: metresBetween(here, one.place) }))
      .sort((a, b) => a.metres - b.metres)
      .slice(0, SHOWN)
    for (const { row, place } of sorted) {
      const line = row.querySelector<HTMLElement>('[data-distance]')
      if (!line) continue
      line.hidden = false
      line.textContent = distanceWords(here, place, words)
    }
    list.replaceChildren(...sorted.map(({ row }) => row))
    for (const gone of document.querySelectorAll('[data-near-hides]')) gone.remove()
    say(put(words.done, { count: sorted.length }))
  } catch {
    say(words.failed)
  }
}

for (const box of document.querySelectorAll<HTMLElement>('[data-near]')) {
  const status = box.querySelector('[data-near-status]')
  const words = JSON.parse(box.dataset.words ?? '{}') as NearWords
  const say = (text: string) => {
    if (status) status.textContent = text
  }
  box.hidden = !('geolocation' in navigator)
  box.querySelector('button')?.addEventListener('click', () => void sort(box, words, say))
}
