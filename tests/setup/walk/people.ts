/** People who use the portal at the same time, each at their own pace: they read, search, write, sign in and out. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Language, languages } from '../../../app/platform/i18n'
import { random } from '../../bench/corpus'
import { DOORS, deskDoors, searches } from './doors'
import { type Answer, type Form, formsOf, linksOf, Reader } from './reader'

/** A guest has no e-mail address; what the others may do the portal knows. */
export type Person = { email?: string; doors?: readonly string[] }

/** What arrived, when: milliseconds since the beginning. */
export type Arrived = Pick<Answer, 'method' | 'status' | 'ms'> & { at: number; isKept: boolean; kind: string }
/** `from`: the page on which they were */
type Wrong = { who: string; from: string; method: string; path: string; status: number; why: string }

export type Walk = {
  arrived: Arrived[]
  wrong: Wrong[]
  /** How often each of the writes was done */
  writes: Map<string, number>
}

type WalkOptions = {
  origin: string
  people: readonly Person[]
  seconds: number
  /** Seconds between two pages of one person, the least and the most */
  pause: readonly [number, number]
  /** What is typed into searches */
  words: readonly string[]
  password: string
}

/** Pages until somebody leaves: a guest for good (another comes), somebody signed in until they sign in again. */
const STAY = { guest: [5, 25], account: [20, 60] } as const
/** Shares of what somebody does next, where it can be done. */
const SHARE = { door: 0.25, search: 0.08, press: 0.4, write: 0.02, file: 0.05 }
/** What is made for one person and takes the machine long: asked for now and then, as in life. */
const FILE = /\.(?:pdf|png|csv|geojson|json|ics)$|\/(?:print|sheet|sheets|label|poster|copy)$/
/** Buttons that one may press again and again, each of them undone by the next. */
const PRESSED = new Set(['support', 'unsupport', 'follow', 'unfollow', 'confirm', 'undo'])
const MOST_LINKS = 12

/** Lets people walk for so many seconds; they come one after the other within the first pause. */
export async function walk(options: WalkOptions): Promise<Walk> {
  const town = new Town(options)
  await Promise.all(options.people.map((person, number) => new Walker(town, person, number).live()))
  return town.walk
}

/** What all who walk know together. */
class Town {
  readonly began = performance.now()
  readonly walk: Walk = { arrived: [], wrong: [], writes: new Map() }
  readonly asked = new Map<string, number>()
  readonly options: WalkOptions
  #guests = 0

  constructor(options: WalkOptions) {
    this.options = options
  }

  get isOver(): boolean {
    return performance.now() - this.began > this.options.seconds * 1000
  }

  /** Each guest comes from an address of their own (RFC 2544), as attempts are counted by it. */
  address(): string {
    const number = this.#guests++
    return `198.18.${(number >> 8) & 255}.${number & 255}`
  }

  note(who: string, from: string, answer: Answer, why: string) {
    const { method, path, status, ms, timing } = answer
    const kind = kindOf(path)
    this.asked.set(kind, (this.asked.get(kind) ?? 0) + 1)
    const at = performance.now() - this.began
    this.walk.arrived.push({ method, status, ms, at, kind, isKept: timing === 'kept' })
    if (why || status < 200 || status >= 400) this.walk.wrong.push({ who, from, method, path, status, why })
  }

  lost(who: string, from: string, why: string) {
    this.walk.wrong.push({ who, from, method: '', path: '', status: 0, why })
  }

  wrote(what: string) {
    this.walk.writes.set(what, (this.walk.writes.get(what) ?? 0) + 1)
  }
}

/** Pages that are made alike: what names one thing among many is left out. */
const kindOf = (path: string): string =>
  path
    .replace(/\?(.*)$/, (_, query: string) => `?${[...new URLSearchParams(query).keys()].sort().join('&')}`)
    .replace(/\/(?:\d+|[\w-]{20,})(?=[/?.]|$)/g, '/#')
    .replace(/^\/associations\/(?!new|map)[\w-]+/, '/associations/#')
    .replace(/^(\/(?:subsidies\/programmes|indicators|attachments\/#))\/[^/?]+/, '$1/#')

class Walker {
  readonly #town: Town
  readonly #person: Person
  readonly #who: string
  readonly #next: () => number
  #reader: Reader | undefined
  #language: Language | undefined
  #page: Answer | undefined
  #left = 0
  /** AEDs about which they have told already: the portal takes three reports of one person about one. */
  readonly #told = new Set<string>()

  constructor(town: Town, person: Person, number: number) {
    this.#town = town
    this.#person = person
    this.#who = person.email ?? 'guest'
    this.#next = random(4711 + number)
  }

  async live(): Promise<void> {
    await sleep(this.#pause() * this.#next())
    while (!this.#town.isOver) {
      try {
        if (!this.#reader) await this.#arrive()
        else if (this.#left-- > 0) await this.#step(this.#reader)
        else await this.#leave(this.#reader)
      } catch (error) {
        this.#town.lost(this.#who, this.#page?.path ?? '', String(error))
        this.#page = undefined
      }
      await sleep(this.#pause())
    }
    this.#reader?.leave()
  }

  #pause(): number {
    const [least, most] = this.#town.options.pause
    return (least + (most - least) * this.#next()) * 1000
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#next() * from.length)]
  }

  async #arrive() {
    const { origin, password } = this.#town.options
    const { email } = this.#person
    const [least, most] = STAY[email ? 'account' : 'guest']
    this.#left = Math.round(least + (most - least) * this.#next())
    const keepsCookies = Boolean(email) || this.#next() < 0.5
    const wanted = email
      ? 'ja'
      : (this.#pick(languages.filter((l) => keepsCookies || l !== 'ja-easy')) ?? 'ja')
    // Easy Japanese, and now and then another language, is chosen at the switch: no browser asks for the one.
    const atSwitch = keepsCookies && (wanted === 'ja-easy' || this.#next() < 0.3)
    const reader = new Reader({
      ...{ origin, keepsCookies },
      accepts: atSwitch ? 'ja' : wanted,
      address: this.#town.address(),
      onAnswer: (answer) =>
        this.#town.note(this.#who, this.#page?.path ?? '', answer, this.#complaint(answer)),
    })
    this.#language = email ? undefined : atSwitch ? 'ja' : wanted
    this.#page = await reader.open(email ? '/sign-in' : (this.#pick(['/', '/notices', '/aeds']) ?? '/'))
    await this.#loadAssets(reader, this.#page)
    if (email) {
      const fields = Object.entries({ intent: 'password', email, password, next: '/' })
      await this.#write('sign in', reader, { action: '/sign-in', fields })
    } else if (atSwitch) {
      this.#language = undefined
      const fields: Form['fields'] = [
        ['next', '/'],
        ['language', wanted],
      ]
      await this.#write('choose a language', reader, { action: '/language', fields })
      this.#language = wanted
    }
    this.#reader = reader
  }

  /** What a browser loads with its first page: styles and scripts. */
  async #loadAssets(reader: Reader, { text }: Answer) {
    const files = [...text.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="(\/assets\/[^"]+)"/g)]
    await Promise.all([...new Set(files.map(([, file = '']) => file))].map((file) => reader.open(file)))
  }

  async #leave(reader: Reader) {
    if (this.#person.email) await this.#write('sign out', reader, { action: '/sign-out', fields: [] })
    reader.leave()
    this.#reader = undefined
  }

  async #step(reader: Reader) {
    const { words } = this.#town.options
    const page = this.#page
    const pressed =
      page && this.#next() < SHARE.press
        ? this.#pick(formsOf(page).filter((form) => isPressed(form, Boolean(this.#person.email))))
        : undefined
    const dice = this.#next()
    if (pressed) {
      const what = pressed.fields.find(([name]) => name === 'intent')?.[1] ?? ''
      await this.#write(what, reader, pressed)
    } else if (dice < SHARE.write) await this.#writeSomething(reader)
    else if (dice < SHARE.write + SHARE.search)
      this.#page = await reader.open(this.#pick(searches(this.#pick(words) ?? '')) ?? '/')
    else this.#page = await reader.open(this.#nextPath(dice < SHARE.write + SHARE.search + SHARE.door))
  }

  /** A door, or a link of the page that is open: half of the time one of a kind that was seldom asked for. */
  #nextPath(throughDoor: boolean): string {
    const links = this.#page && !throughDoor ? linksOf(this.#page, this.#town.options.origin) : []
    const doors = this.#person.doors
    const all = links.length > 0 ? links : doors && this.#next() < 0.5 ? doors : DOORS
    const some = Array.from({ length: MOST_LINKS }, () => this.#pick(all) ?? '/')
    const light = some.filter((path) => !FILE.test(path.replace(/\?.*/, '')))
    const among = light.length > 0 && this.#next() > SHARE.file ? light : some
    if (this.#next() < 0.5) return among[0] ?? '/'
    const asked = (path: string) => this.#town.asked.get(kindOf(path)) ?? 0
    return among.reduce((seldom, path) => (asked(path) < asked(seldom) ? path : seldom))
  }

  /** A report about an AED by a guest; a draft by an officer. */
  async #writeSomething(reader: Reader) {
    const isOfficer = this.#person.doors === deskDoors.officer
    const list = await reader.open(isOfficer ? '/notices/new' : '/aeds')
    const aeds = linksOf(list, this.#town.options.origin).filter((href) => /^\/aeds\/\d+$/.test(href))
    const aed = this.#pick(aeds.filter((href) => !this.#told.has(href)))
    if (aed) this.#told.add(aed)
    const page = isOfficer || !aed ? list : await reader.open(`${aed}/report`)
    const typed: Form['fields'] = isOfficer
      ? [
          ['title', `下書き ${this.#pick(this.#town.options.words)}`],
          ['body', '集会所の清掃について。'],
          ['intent', 'draft'],
        ]
      : [
          ['kind', 'other'],
          ['text', `箱の前に自転車があります ${this.#pick(this.#town.options.words)}`],
        ]
    const form = formsOf(page).find(({ fields }) => fields.some(([name]) => name === 'submission'))
    if (!form) return
    const names = new Set(typed.map(([name]) => name))
    const fields = [...form.fields.filter(([name]) => !names.has(name)), ...typed]
    await this.#write(isOfficer ? 'draft' : 'report', reader, { ...form, fields })
  }

  async #write(what: string, reader: Reader, form: Form) {
    this.#page = await reader.send(form)
    this.#town.wrote(what)
  }

  /** What is wrong with an answer besides its status: cut off, in another's language, or another person's. */
  #complaint({ type, text, status, path }: Answer): string {
    if (status >= 300 || !type.includes('html')) return ''
    const isWhole =
      text.includes('</html>') && /^(?!.*streamController)|streamController\.close\(\)/s.test(text)
    if (!isWhole) return 'it is cut off'
    const [, language] = /<html\b[^>]*?\sdata-language="([^"]*)"/.exec(text) ?? []
    if (language && this.#language && language !== this.#language && !/[?&]lang=/.test(path))
      return `it is in ${language}, asked for was ${this.#language}`
    if (!this.#person.email && /class="site-bar-link" href="\/account"/.test(text))
      return 'it is not a guest’s'
    return ''
  }
}

/** To confirm and to support is for those who are signed in; guests would be asked for an e-mail address. */
const isPressed = ({ fields }: Form, signedIn: boolean): boolean =>
  signedIn &&
  fields.some(([name, value]) => name === 'intent' && PRESSED.has(value)) &&
  fields.every(([name]) => ['intent', 'household', 'association'].includes(name))
