/**
 * 当日の受付 in the browser, without any framework: marks are kept on the phone until the portal has taken them, each
 * under a key of its own, so that none is lost and none counts twice. Goes on without a network.
 */
import type { Attendance } from '../rules/day'
import {
  again,
  applyAnswer,
  type KeptMark,
  keptWith,
  type Outcome,
  pendingOf,
  SEND_AT_ONCE,
  storedQueue,
  toSend,
  withoutMark,
} from './queue'

type Person = {
  id: number
  code: string
  name: string
  stage: string
  companion: boolean
  attendance: Attendance
  walkIn: boolean
}
type Answer = { outcomes: Outcome[]; people: Person[]; room: number }
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }

/** What is typed of a walk-in, besides the tick. */
const WALK_IN_FIELDS = [
  'code',
  'familyName',
  'givenName',
  'familyReading',
  'givenReading',
  'stage',
  'email',
] as const
const RETRY_MS = 15_000
const LOOK_MS = 30_000
/** What a code at the end of a scanned text looks like. */
const CODE = /([A-HJKMNP-Z2-9]{6})$/

const root = document.querySelector<HTMLElement>('[data-desk]')
if (root) start(root)

function start(root: HTMLElement) {
  const words = JSON.parse(document.getElementById('desk-words')?.textContent ?? '{}') as Record<
    string,
    string
  >
  const word = (name: string, params: Record<string, string | number> = {}) =>
    (words[name] ?? name).replace(/\{\{(\w+)\}\}/g, (whole, key: string) => String(params[key] ?? whole))
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`) as E
  const session = root.dataset.desk ?? ''
  const open = root.dataset.state === 'open'
  const store = `desk-${session}`
  const query = new URLSearchParams(location.search)
  const key = query.get('key')
  const address = `/volunteering/sessions/${session}/marks${key ? `?key=${encodeURIComponent(key)}` : ''}`

  let queue = read()
  let sending = false
  let stores = true

  function read(): KeptMark[] {
    try {
      return storedQueue(localStorage.getItem(store))
    } catch {
      return []
    }
  }

  /** Another page of the same desk may have kept or sent something since: what is stored is what is changed. */
  function change(how: (queue: readonly KeptMark[]) => KeptMark[]): boolean {
    queue = how(stores ? read() : queue)
    return write()
  }

  function write(): boolean {
    try {
      if (queue.length > 0) localStorage.setItem(store, JSON.stringify(queue))
      else localStorage.removeItem(store)
      stores = true
      return true
    } catch {
      stores = false
      // A browser that keeps nothing: the page still holds it while it is open.
      return false
    }
  }

  const say = (text: string) => {
    part('say').textContent = text
  }

  /** Each person's row shows the mark that stands, or the one that waits to be sent. */
  function show() {
    const pending = pendingOf(queue)
    let [came, absent, left] = [0, 0, 0]
    for (const row of root.querySelectorAll<HTMLElement>('[data-member]')) {
      const own = pending.get(row.dataset.member ?? '')
      const state = (own ?? row.dataset.standing ?? 'unknown') as Attendance
      if (row.dataset.shown !== `${state}${own ? '?' : ''}`) {
        row.dataset.shown = `${state}${own ? '?' : ''}`
        row.dataset.attendance = state
        const said = row.querySelector<HTMLElement>('[data-said]')
        if (said) said.textContent = word(`state_${state}`) + (own ? word('waits') : '')
        for (const button of row.querySelectorAll<HTMLButtonElement>('button[value]')) {
          button.setAttribute('aria-pressed', String(button.value === state))
          if (button.value === 'unknown') button.hidden = state === 'unknown'
        }
      }
      if (state === 'attended') came++
      else if (state === 'absent') absent++
      else left++
    }
    const unsent = toSend(queue)
    const waiting = unsent.filter((one) => one.kind === 'walk_in')
    const list = part('waiting')
    list.replaceChildren(
      ...waiting.map((one) => {
        const item = document.createElement('li')
        item.textContent = word('walk_in_waits', {
          name: one.kind === 'walk_in' ? one.givenName || one.code : '',
        })
        return item
      }),
    )
    list.hidden = waiting.length === 0
    part('counts').textContent = word('counts', { came: came + waiting.length, absent, left })
    part('queue').textContent = unsent.length > 0 ? word('queue', { count: unsent.length }) : word('sent')
    part('offline').hidden = navigator.onLine
    showRefused(queue.filter(({ refused }) => refused !== undefined))
  }

  /** What the portal has not taken: who, what and when, to be corrected, sent again or taken out. */
  function showRefused(refused: readonly KeptMark[]) {
    part('refused').hidden = refused.length === 0
    const template = part<HTMLTemplateElement>('refused-row')
    part('refused-list').replaceChildren(
      ...refused.map((one) => {
        const row = (template.content.cloneNode(true) as DocumentFragment).querySelector('li') as HTMLElement
        const at = <E extends HTMLElement>(name: string) => row.querySelector(`[data-${name}]`) as E
        const time = new Date(one.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
        at('refused-what').textContent =
          one.kind === 'walk_in'
            ? word('refused_walk_in', { name: `${one.familyName} ${one.givenName}`.trim() || one.code, time })
            : word('refused_mark', { name: nameOf(one.member), state: word(`state_${one.attendance}`), time })
        at('refused-why').textContent = words[`why ${one.refused}`] ?? word('refused')
        const button = at<HTMLButtonElement>('again')
        if (one.kind === 'walk_in') button.textContent = word('correct')
        button.addEventListener('click', () => {
          if (one.kind === 'walk_in') fill(one)
          change((all) => (one.kind === 'walk_in' ? withoutMark(all, one.mark) : again(all, one.mark)))
          show()
          void send()
        })
        at('drop').addEventListener('click', () => {
          change((all) => withoutMark(all, one.mark))
          show()
        })
        return row
      }),
    )
  }

  function nameOf(member: string): string {
    const row = root.querySelector<HTMLElement>(`[data-member="${CSS.escape(member)}"]`)
    return row?.querySelector('[data-name]')?.textContent || row?.dataset.code || ''
  }

  /** The form of a walk-in as it was typed, to correct it. */
  function fill(one: KeptMark & { kind: 'walk_in' }) {
    const form = document.getElementById('walk-in') as HTMLFormElement | null
    if (!form) return
    for (const name of WALK_IN_FIELDS) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
        field.value = one[name] ?? ''
    }
    const consent = form.elements.namedItem('consent')
    if (consent instanceof HTMLInputElement) consent.checked = one.consent === 'on'
    const details = form.closest('details')
    if (details) details.open = true
    form.scrollIntoView({ block: 'start' })
    form.querySelector<HTMLElement>('input:not([type=hidden])')?.focus()
  }

  /** What the portal knows of everybody. */
  function take({ people, room }: Pick<Answer, 'people' | 'room'>) {
    const template = part<HTMLTemplateElement>('row')
    for (const person of people) {
      let row = root.querySelector<HTMLElement>(`[data-member="${person.id}"]`)
      if (!row) {
        row = (template.content.cloneNode(true) as DocumentFragment).querySelector('li') as HTMLElement
        row.dataset.member = String(person.id)
        row.dataset.code = person.code
        row.id = `m-${person.id}`
        const text = (name: string, value: string) => {
          const at = row?.querySelector<HTMLElement>(`[data-${name}]`)
          if (at) at.textContent = value
        }
        text('name', person.name)
        text('code-shown', person.code)
        text(
          'about',
          [word(`stage_${person.stage}`), person.walkIn ? word('walk_in') : ''].filter(Boolean).join(' '),
        )
        for (const member of row.querySelectorAll<HTMLInputElement>('input[name=member]'))
          member.value = String(person.id)
        const undo = row.querySelector<HTMLElement>('[data-kind=undo]')
        if (undo) undo.hidden = !person.walkIn
        const absent = row.querySelector<HTMLElement>('button[value=absent]')
        if (absent) absent.hidden = person.walkIn
        part('people').append(row)
      }
      row.dataset.standing = person.attendance
    }
    part('room').textContent = room > 0 ? word('room', { count: room }) : word('no_room')
    show()
  }

  /** Sends what is kept, in the order in which it was made; what comes back is what the portal has now. */
  async function send() {
    if (sending || !open) return
    sending = true
    try {
      do {
        const sent = toSend(queue).slice(0, SEND_AT_ONCE)
        const body = sent.length > 0 ? new URLSearchParams({ marks: JSON.stringify(sent) }) : undefined
        const answer = await fetch(address, {
          method: body ? 'POST' : 'GET',
          body,
          credentials: 'same-origin',
          redirect: 'manual',
          headers: { Accept: 'application/json' },
          signal: AbortSignal.timeout(20_000),
        })
        if (!answer.ok || !/^application\/json/.test(answer.headers.get('Content-Type') ?? '')) {
          if (answer.status < 500) say(word(answer.type === 'opaqueredirect' ? 'sign_in' : 'shut'))
          break
        }
        const got = (await answer.json()) as Answer
        // What was marked meanwhile stays in the queue.
        change((all) => applyAnswer(all, got.outcomes))
        take(got)
        if (sent.length > 0 && got.outcomes.length === 0) break
      } while (toSend(queue).length > 0)
    } catch {
      // No network: it stays where it is.
    } finally {
      sending = false
      show()
    }
  }

  function keep(mark: KeptMark) {
    if (!change((all) => keptWith(all, mark))) say(word('not_kept'))
    show()
    void send()
  }

  function mark(member: string, attendance: Attendance) {
    keep({ kind: 'mark', mark: crypto.randomUUID(), member, attendance, at: new Date().toISOString() })
  }

  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.kind === 'mark') {
      event.preventDefault()
      const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null
      const member = new FormData(form).get('member')
      if (pressed && typeof member === 'string') mark(member, pressed.value as Attendance)
    } else if (form.dataset.kind === 'find') {
      event.preventDefault()
    } else if (form.id === 'walk-in') {
      const sent = new FormData(form)
      const text = (name: string) => String(sent.get(name) ?? '').trim()
      const minor = ['elementary', 'junior_high', 'high'].includes(text('stage'))
      // What the portal would refuse it says in its own words while it can be reached.
      const long = text('givenName').length > 30 || text('familyName').length > 30
      const whole = form.checkValidity() && (text('code') || text('givenName')) && text('stage') && !long
      if (!whole || (minor && !sent.get('consent') && !text('code'))) {
        if (navigator.onLine) return
        event.preventDefault()
        say(word('walk_in_incomplete'))
        return
      }
      event.preventDefault()
      keep({
        kind: 'walk_in',
        mark: crypto.randomUUID(),
        code: text('code'),
        familyName: text('familyName'),
        givenName: text('givenName'),
        familyReading: text('familyReading'),
        givenReading: text('givenReading'),
        stage: text('stage'),
        email: text('email'),
        consent: sent.get('consent') ? 'on' : '',
        at: new Date().toISOString(),
      })
      say(word('walk_in_taken', { name: text('givenName') || text('code') }))
      form.reset()
    } else if (form.id === 'close' && toSend(queue).length > 0) {
      event.preventDefault()
      say(word('close_waits'))
      void send()
    }
  })

  const find = part<HTMLInputElement>('find')
  find.addEventListener('input', () => {
    const typed = find.value.normalize('NFKC').toUpperCase().trim()
    for (const row of root.querySelectorAll<HTMLElement>('[data-member]')) {
      const name = row.querySelector('[data-name]')?.textContent ?? ''
      row.hidden = typed !== '' && !row.dataset.code?.startsWith(typed) && !name.toUpperCase().includes(typed)
    }
  })

  // --- A code before the camera ---------------------------------------------------------------------------------
  const scan = part('scan')
  const video = part<HTMLVideoElement>('video')
  const Scanner = (globalThis as { BarcodeDetector?: new (of: { formats: string[] }) => Detector })
    .BarcodeDetector
  let stream: MediaStream | null = null
  if (Scanner && 'mediaDevices' in navigator && open) {
    scan.hidden = false
    scan.addEventListener('click', () => void (stream ? stop() : look(new Scanner({ formats: ['qr_code'] }))))
  }

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = null
    video.hidden = true
    scan.textContent = word('scan')
  }

  async function look(detector: Detector) {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    } catch {
      say(word('no_camera'))
      return
    }
    video.srcObject = stream
    video.hidden = false
    scan.textContent = word('scan_stop')
    await video.play()
    let last = ''
    while (stream) {
      const [found] = await detector.detect(video).catch(() => [])
      const code = CODE.exec(found?.rawValue ?? '')?.[1]
      if (code && code !== last) {
        last = code
        came(code)
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  /** Somebody's code was read: they are here. */
  function came(code: string) {
    const row = root.querySelector<HTMLElement>(`[data-member][data-code="${code}"]`)
    if (!row) return say(word('unknown_code', { code }))
    row.hidden = false
    mark(row.dataset.member ?? '', 'attended')
    say(word('scanned', { name: row.querySelector('[data-name]')?.textContent ?? '' }))
    row.scrollIntoView({ block: 'center' })
  }

  async function keepPage() {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      if (data?.type === 'desk' && data.kept) part('kept').hidden = false
    })
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const registration = await navigator.serviceWorker.ready
    if (navigator.onLine) registration.active?.postMessage({ type: 'desk', address: location.href })
  }

  for (const hidden of root.querySelectorAll<HTMLElement>('[data-scripted]')) hidden.hidden = false
  show()
  void send()
  if (open) void keepPage().catch(() => {})
  setInterval(() => toSend(queue).length > 0 && void send(), RETRY_MS)
  setInterval(() => document.visibilityState === 'visible' && navigator.onLine && void send(), LOOK_MS)
  window.addEventListener('online', () => void send())
  window.addEventListener('offline', show)
  window.addEventListener('storage', ({ key: changed }) => {
    if (changed !== store) return
    queue = read()
    show()
  })
}
