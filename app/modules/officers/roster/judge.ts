/**
 * 名簿の読み込み: what each line of a roster says, on which seat it comes, and what is wrong with it. Pure: posts,
 * seats and terms that stand are given.
 */
import { type Named, type Post, sameLetters, sameName, termErrors } from '~/modules/accounts/rules'
import { email as emailSchema, newOfficer } from '~/modules/accounts/schema'
import type { Day } from '~/platform/clock'
import { readDay } from '~/platform/era'
import { cleanText, letterCount, searchForm } from '~/platform/text'
import { isSensibleDay, overlap, termFrom } from '../rules'
import { columnOf, columns, type ReadColumn, readColumns } from './columns'

export type Trouble = { key: string; params?: Record<string, string | number> }

/**
 * Posts by the names by which they are commonly called. Any other is a board member's, unless it speaks of money: who
 * keeps it and who checks it is not guessed.
 */
const KNOWN: Record<string, Post> = {
  会長: 'chair',
  自治会長: 'chair',
  町内会長: 'chair',
  副会長: 'vice_chair',
  書記: 'secretary',
  会計: 'treasurer',
  監事: 'auditor',
  監査: 'auditor',
  会計監査: 'auditor',
  班長: 'group_leader',
  組長: 'group_leader',
}

const OF_MONEY = /会計|監事|監査/

/** What the column 代行 may say; null for anything else. */
const YES = ['代行', '○', '〇', '◯', 'はい', '1', 'yes']
const NO = ['', '×', 'なし', '-', '0', 'no']
function readYes(text: string): boolean | null {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  return YES.includes(plain) ? true : NO.includes(plain) ? false : null
}

const OTHER_PURSE: Partial<Record<Post, Post>> = { treasurer: 'auditor', auditor: 'treasurer' }

/** @property account of somebody with an account */
type KnownTerm = Named & { startsOn: Day; endsOn: Day; account: boolean }
export type KnownPost = {
  name: string
  post: Post
  months: number
  open: boolean
  seats: { number: number; open: boolean; terms: KnownTerm[] }[]
}

export type Planned = Named & {
  line: number
  /** Name of the post on which it comes, and the post */
  name: string
  post: Post
  /** Number of the seat, and whether post and seat are new */
  seat: number
  newPost: boolean
  newSeat: boolean
  startsOn: Day
  endsOn: Day
  acting: boolean
  /** Where an invitation goes; null for somebody without an account */
  email: string | null
}
export type Refused = { line: number; name: string; troubles: Trouble[] }
export type Plan = { added: Planned[]; same: number; refused: Refused[]; unread: string[] }

type Said = Named & {
  line: number
  name: string
  startsOn: Day
  endsOn: Day | null
  acting: boolean
  email: string | null
}

/**
 * Plans a whole file, one line after the other, each with those before it in mind.
 * @param today whoever's term is over by then is not read in
 * @param invite whether those with an address are invited; else the column is not read
 */
export function planRoster(
  sheet: { header: readonly string[]; rows: readonly { line: number; cells: readonly string[] }[] },
  standing: readonly KnownPost[],
  today: Day,
  invite = false,
): Plan {
  const places = new Map<ReadColumn, number>()
  const unread: string[] = []
  sheet.header.forEach((title, index) => {
    const column = readColumns.find((name) => name === columnOf(title))
    if (column === 'email' && !invite) unread.push(title.trim())
    else if (column && !places.has(column)) places.set(column, index)
    else if (title.trim()) unread.push(title.trim())
  })
  const posts = standing.map((post) => ({
    ...post,
    seats: post.seats.map((seat) => ({ ...seat, terms: [...seat.terms] })),
  }))
  const plan: Plan = { added: [], same: 0, refused: [], unread }
  for (const { line, cells } of sheet.rows) {
    const cell = (name: ReadColumn) => cleanText(cells[places.get(name) ?? -1] ?? '').trim()
    // A vacant seat of a roster says nothing of anybody.
    if (cell('post') && !cell('familyName') && !cell('givenName') && !cell('startsOn')) continue
    const said = readLine(line, cell)
    const placed = 'troubles' in said ? said : place(said, posts, today)
    if (placed === 'same') plan.same += 1
    else if ('troubles' in placed) plan.refused.push(placed)
    else plan.added.push(placed)
  }
  return plan
}

function readLine(line: number, cell: (name: ReadColumn) => string): Said | Refused {
  const troubles: Trouble[] = []
  const name = cell('post')
  if (!name) troubles.push({ key: 'no_post' })
  if (letterCount(name) > 50) troubles.push({ key: 'long_post' })
  const person = newOfficer.safeParse({
    familyName: cell('familyName'),
    givenName: cell('givenName'),
    familyReading: cell('familyReading'),
    givenReading: cell('givenReading'),
  })
  if (!person.success) {
    const wrong = new Set(person.error.issues.map(({ path }) => path[0] as keyof Named))
    for (const field of wrong) {
      troubles.push({
        key: cell(field) ? 'unreadable' : 'missing',
        params: { column: columns[field].header },
      })
    }
  }
  const dates = (['startsOn', 'endsOn'] as const).map((field) => {
    const read = readDay(cell(field))
    const day = read && isSensibleDay(read) ? read : null
    const { header: column } = columns[field]
    if (!day && (cell(field) || field === 'startsOn')) {
      troubles.push(
        cell(field)
          ? { key: 'date', params: { column, value: cell(field).slice(0, 30) } }
          : { key: 'missing', params: { column } },
      )
    }
    return day
  })
  const [startsOn, endsOn] = dates
  const acting = readYes(cell('acting'))
  const address = cell('email') ? emailSchema.safeParse(cell('email')) : null
  if (address && !address.success) troubles.push({ key: 'email' })
  if (acting === null) troubles.push({ key: 'acting', params: { value: cell('acting').slice(0, 30) } })
  if (!person.success || !startsOn || acting === null || troubles.length > 0) {
    return { line, name: `${cell('familyName')} ${cell('givenName')}`.trim().slice(0, 101), troubles }
  }
  // Whoever stands in is known by name: an invitation is to an office, not to standing in.
  const email = address?.success && !acting ? address.data : null
  return { line, name, ...person.data, startsOn, endsOn: endsOn ?? null, acting, email }
}

/**
 * The post that a line means: an open one of its name before one that was given up. An association has one president,
 * whatever it calls that post.
 */
function knownPost(posts: readonly KnownPost[], name: string, kind: Post): KnownPost | undefined {
  const plain = searchForm(name)
  const called = posts.filter((post) => searchForm(post.name) === plain)
  const chairs = kind === 'chair' ? posts.filter((post) => post.post === 'chair') : []
  const meant = [...called, ...chairs]
  return meant.find(({ open }) => open) ?? meant[0]
}

/** Finds the seat of a line; `same` when it stands there already. Takes the seat in `posts`. */
function place(said: Said, posts: KnownPost[], today: Day): Planned | Refused | 'same' {
  const { line, startsOn, acting, familyName, givenName, familyReading, givenReading } = said
  const person: Named = { familyName, givenName, familyReading, givenReading }
  const refuse = (key: string, params?: Trouble['params']): Refused => ({
    line,
    name: `${familyName} ${givenName}`,
    troubles: [{ key, ...(params && { params }) }],
  })
  const written = said.name.normalize('NFKC').replace(/\s/g, '')
  const kind = KNOWN[written] ?? 'board_member'
  const known = knownPost(posts, said.name, kind)
  if (!known && !KNOWN[written] && OF_MONEY.test(written)) return refuse('money_post', { post: said.name })
  const post: KnownPost = known ?? { name: said.name, post: kind, months: 12, open: true, seats: [] }
  const endsOn = said.endsOn ?? termFrom(startsOn, post.months).endsOn
  const term = { ...person, startsOn, endsOn }
  const wrong = Object.values(termErrors(term, today)).flat()[0]
  if (wrong) return refuse(wrong.split('.').at(-1) ?? 'order')
  // An association has one president at a time, on whatever post.
  const alike =
    post.post === 'chair' ? [post, ...posts.filter((one) => one !== post && one.post === 'chair')] : [post]
  const standing = alike.flatMap(({ seats }) => seats.flatMap(({ terms }) => terms))
  const held = standing.filter((other) => sameName(other, person))
  if (held.some((other) => other.startsOn === startsOn && other.endsOn === endsOn)) return 'same'
  if (held.some((other) => overlap(other, term))) return refuse('holds_already')
  const purse = posts.filter(({ post: other }) => other === OTHER_PURSE[post.post])
  const purses = purse.flatMap(({ seats }) => seats.flatMap(({ terms }) => terms))
  // As the database asks it: of two without an account the name alone.
  const oneHand = (other: KnownTerm) => (other.account ? sameName : sameLetters)(other, person)
  if (purses.some((other) => overlap(other, term) && oneHand(other))) return refuse('money_apart')
  if (post.post === 'chair' && standing.some((other) => overlap(other, term))) return refuse('seat_taken')
  const free = post.seats.filter(({ terms }) => !terms.some((other) => overlap(other, term)))
  const oneOnly = post.post === 'chair' && post.seats.some(({ open }) => open)
  let seat = free.find(({ open }) => open) ?? (oneOnly ? undefined : free[0])
  const newSeat = !seat?.open
  if (!seat) {
    if (oneOnly) return refuse('seat_taken')
    const number = Math.max(0, ...post.seats.map((one) => one.number)) + 1
    if (number > 99) return refuse('seat_taken')
    seat = { number, open: true, terms: [] }
    post.seats.push(seat)
  }
  if (!known) posts.push(post)
  seat.open = true
  post.open = true
  seat.terms.push({ ...term, account: false })
  return {
    ...term,
    line,
    name: post.name,
    post: post.post,
    seat: seat.number,
    newPost: !known,
    newSeat,
    acting,
    email: said.email,
  }
}
