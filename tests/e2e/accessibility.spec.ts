/** Every page, as a guest and signed in: no violation that axe-core can find, at home on a phone and in large type. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { missed } from './looks'
import { arrive } from './people'

/** The association of the demonstration's chair. */
const HOME = 'kuzuhahanazono'

/** Addresses for the routes with a parameter, found on the pages themselves. */
async function findAddresses(browser: Browser) {
  const { page, context } = await arrive(browser, { as: 'chair', width: 1280 })
  const desk = await arrive(browser, { as: 'reviewer', width: 1280 })
  const hrefOf = async (from: string, pattern: RegExp, by = page) => {
    await by.goto(from)
    const all = await by
      .locator('main a')
      .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
    const found = all.find((href) => pattern.test(href))
    if (!found) throw new Error(`${from} has no link like ${pattern}`)
    return found
  }
  const own = `/associations/${HOME}`
  const notice = await hrefOf('/notices', /^\/notices\/\d+$/)
  const draft = await hrefOf('/desk', /^\/notices\/\d+\/edit$/)
  const waiting = await hrefOf('/desk', /^\/notices\/\d+\/approve$/)
  const passable = await hrefOf('/desk', /^\/notices\/\d+\/pass-on$/)
  const standing = await hrefOf(`/notices?association=${HOME}`, /^\/notices\/\d+$/)
  // The party of the demonstration, which asks who comes.
  const party = await hrefOf(`/notices?q=${encodeURIComponent('もちつき会')}`, /^\/notices\/\d+$/)
  const offered = await hrefOf('/volunteering', /^\/volunteering\/\d+$/)
  const volunteerProgramme = await hrefOf('/volunteering', /^\/volunteering\/programmes\/\d+$/)
  const hosted = await hrefOf('/volunteering/host', /^\/volunteering\/host\/\d+$/)
  const host = await hrefOf('/volunteering/host', /^\/volunteering\/host\/organisations\/\d+$/)
  const need = await hrefOf('/volunteering/host', /^\/volunteering\/host\/new\?need=/)
  const applying = await hrefOf(offered, /^\/volunteering\/sessions\/\d+\/apply/)
  const hall = await hrefOf(own, /^\/halls\/\d+$/)
  const diagnosis = await hrefOf(hall, /\/diagnoses\/\d+$/)
  // The step that each of the chair's applications stands at.
  const steps: Record<string, string> = {}
  await page.goto('/subsidies/applications')
  const applications = await page
    .locator('main a')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  for (const at of applications.filter((href) => /^\/subsidies\/applications\/\d+$/.test(href))) {
    await page.goto(at)
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
    for (const href of links) {
      const step = /^\/subsidies\/applications\/\d+\/(\w+)$/.exec(href)?.[1]
      if (step) steps[step] ??= href
    }
  }
  for (const step of ['consult', 'corrections', 'start', 'change', 'report', 'claim'])
    if (!steps[step]) throw new Error(`None of the chair's applications stands at ${step}`)
  const application = (steps.consult ?? '').replace('/consult', '')
  const keptAed = (await hrefOf('/desk/aeds?only=all', /^\/aeds\/\d+\/upkeep$/)).replace('/upkeep', '')
  const reviewed = await hrefOf(
    '/desk/subsidies?view=all&state=reviewing',
    /^\/desk\/subsidies\/\d+$/,
    desk.page,
  )
  const letter = await hrefOf(reviewed, /\/letters\/[0-9a-f-]+$/, desk.page)
  const budget = await hrefOf('/desk/subsidies/budgets', /\/budgets\/\d+$/, desk.page)
  const parent = await hrefOf(own, /^\/associations\/new\?parent=\d+$/)
  const duty = await hrefOf(`${own}-group-1/duties`, /\/duties\/\d+$/)
  const kept = await hrefOf(`${own}/households`, /\/households\/\d+$/)
  const seat = await hrefOf(`${own}/officers`, /\/officers\/seats\/\d+$/)
  const card = await hrefOf(`${own}/officers`, /\/posts\/\d+$/)
  const cardLine = await hrefOf(`${card}/tasks`, /\/tasks\/\d+$/)
  const done = await hrefOf(`${card}/records`, /\/records\/\d+$/)
  const ending = await hrefOf(`${own}/officers`, /\/officers\/\d+\/end$/)
  // The handover of the 会長 begins, whichever worker is first; that of the 会計 is the last of the list.
  await page.goto(`${own}/handover`)
  const begin = page.getByRole('button', { name: '会長の引き継ぎを始める', exact: true })
  if (await begin.count()) await begin.click()
  const handover = await hrefOf(`${own}/handover`, /\/handover\/\d+$/)
  await expect(async () => {
    await page.goto(handover)
    await page.locator('button[name="edit"]').first().click()
    await page.waitForURL(/\/items\/\d+$/, { timeout: 5000 })
  }).toPass({ timeout: 30_000 })
  const item = new URL(page.url()).pathname
  await page.goto(`${own}/handover`)
  const packs = await page
    .locator('main a')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  const money = `${packs.filter((href) => /\/handover\/\d+$/.test(href)).at(-1)}/money`
  const notes = await hrefOf(`${own}/handover`, /\/posts\/\d+\/notes$/)
  const note = await hrefOf(notes, /\/notes\/\d+$/)
  const survey = (await hrefOf('/surveys/desk', /^\/surveys\/\d+\/edit$/)).replace('/edit', '')
  // One that is over has the page on which the 監事 checked it; a draft is made.
  await page.goto(`${own}/resolutions`)
  const named = (name: string) => page.getByRole('link', { name }).getAttribute('href')
  const decided = `${await named('規約の一部変更と防犯カメラの設置')}`
  const checked = `${await named('集会所の手すりの設置と予算の補正')}`
  await page.goto(`${own}/resolutions/new`)
  await page.getByLabel('件名').fill('下書きの決議')
  await page.getByRole('button', { name: '下書きを作る' }).click()
  await page.waitForURL(/\/resolutions\/\d+\/edit/)
  const drafted = new URL(page.url()).pathname.replace('/edit', '')
  await page.goto('/surveys')
  const ended = await page
    .getByRole('link', { name: '街灯と清掃についてのアンケート' })
    .first()
    .getAttribute('href')
  const opening = await hrefOf(`/openings?association=${HOME}`, /^\/openings\/\d+$/)
  const came = await hrefOf(`${own}/interest`, /\/interest\/\d+$/)
  // Somebody comes forward: the address of their own page is known to them alone.
  await page.goto(`${opening}/interest`)
  await page.getByLabel('この使い方に同意します').check()
  await page.getByRole('button', { name: '伝える' }).click()
  await page.waitForURL(/\/interest\/[\w-]{43}/)
  const shown = new URL(page.url()).pathname
  // A post of the chair that was hidden: the page of the appeal is for its author alone.
  const reported = await hrefOf('/desk/moderation', /^\/desk\/moderation\/matter\/\d+$/, desk.page)
  const hidden = await desk.page.getByRole('link', { name: 'ごみの出し方について' }).getAttribute('href')
  const matter = `${hidden}`.split('/').at(-1)
  const appeal = await hrefOf(`/exchange/${matter}`, /^\/appeals\/my-\d+$/)
  const asked = await hrefOf('/exchange', /^\/exchange\/\d+$/)
  const ownAsked = await hrefOf(`${own}/exchange`, /^\/exchange\/\d+$/)
  const talk = await hrefOf('/exchange/talks', /^\/exchange\/talks\/\d+$/)
  const heldTalk = await hrefOf('/exchange/talks?past=1', /^\/exchange\/talks\/\d+$/)
  const section = await hrefOf('/desk/sections', /^\/desk\/sections\/\d+$/, desk.page)
  const code = await hrefOf(`${own}/members`, /\/members\/code\/\d+$/).catch(async () => {
    await page.getByRole('button', { name: '新しいコードを作る' }).click()
    await page.waitForURL(/members\/code\/\d+/)
    return new URL(page.url()).pathname
  })
  const circular = await hrefOf(`${own}/circular`, /\/circulars\/\d+$/).catch(async () => {
    await page.getByRole('button', { name: '回覧を作る' }).click()
    await page.waitForURL(/circulars\/\d+/)
    return new URL(page.url()).pathname
  })
  await context.close()
  await desk.page.goto('/subsidies/programmes/hirakata-hall/versions')
  await desk.page.getByRole('button', { name: '第1版を写して新しい版を書く' }).click()
  await desk.page.waitForURL(/versions\/\d+/)
  const programme = new URL(desk.page.url()).pathname
  await desk.context.close()
  return {
    own,
    resolutions: { drafted, checked },
    moderation: { reported, appeal },
    handover: { pack: handover, item, money, notes, note },
    programme,
    reviewed,
    budget,
    letter,
    notice,
    draft,
    waiting,
    passable,
    offered,
    applying,
    volunteerProgramme,
    hosted,
    host,
    need,
    standing,
    party,
    parent,
    kept,
    duty,
    card,
    cardLine,
    done,
    seat,
    ending,
    circular,
    code,
    hall,
    diagnosis,
    keptAed,
    application,
    steps,
    opening,
    decided,
    survey,
    ended,
    came,
    shown,
    asked,
    talk,
    heldTalk,
    ownAsked,
    section,
  }
}

/** As whom pages are looked at: the 監事 of the chair's association has one of their own. */
const roles = ['guest', 'chair', 'auditor', 'reviewer', 'centre', 'admin'] as const

let known: ReturnType<typeof findAddresses> | undefined

/** Looked for once in each worker: it takes some twenty seconds. */
function addresses(browser: Browser) {
  known ??= findAddresses(browser)
  return known
}

/** Every route with a page → its address. Feeds and files have none. */
function pagesOf(
  found: Awaited<ReturnType<typeof addresses>>,
): Record<string, Partial<Record<(typeof roles)[number], string>>> {
  const {
    own,
    notice,
    draft,
    waiting,
    passable,
    standing,
    party,
    parent,
    kept,
    ending,
    ended,
    circular,
    code,
  } = found
  const {
    hall,
    diagnosis,
    keptAed,
    application,
    steps,
    reviewed,
    budget,
    programme,
    card,
    cardLine,
    done,
    seat,
    duty,
    opening,
    decided,
    survey,
    came,
    shown,
  } = found
  const account = (name: string) => ({ chair: `/account${name}` })
  return {
    _index: { guest: '/', chair: '/' },
    $: { guest: '/nothing/here' },
    about: { guest: '/about' },
    privacy: { guest: '/privacy' },
    accessibility: { guest: '/accessibility' },
    place: { guest: '/place' },
    'notices._index': { guest: '/notices?q=ごみ', chair: '/notices' },
    'notices.$id': { guest: notice, chair: standing },
    'notices.$id_.answer': { guest: `${party}/answer`, chair: `${party}/answer` },
    'notices.$id_.answers': { chair: `${party}/answers` },
    'notices.$id_.attendance': { chair: `${party}/attendance` },
    'notices.$id_.translations': { chair: `${standing}/translations` },
    'notices.$id_.translations_.$language': { chair: `${standing}/translations/ja_easy` },
    plain: { guest: '/plain' },
    'subsidies._index': { guest: '/subsidies' },
    'subsidies.granted': { guest: '/subsidies/granted' },
    'desk_.subsidies_.letters._index': { reviewer: '/desk/subsidies/letters' },
    'desk_.subsidies_.letters.$programme._index': { reviewer: '/desk/subsidies/letters/hirakata-hall' },
    'desk_.subsidies_.letters.$programme_.$letter': {
      reviewer: '/desk/subsidies/letters/hirakata-hall/decision',
    },
    'subsidies.programmes._index': { guest: '/subsidies/programmes', reviewer: '/subsidies/programmes' },
    'subsidies.programmes.new': { reviewer: '/subsidies/programmes/new' },
    'subsidies.programmes.import': { reviewer: '/subsidies/programmes/import' },
    'subsidies.programmes.$key_.versions._index': {
      guest: '/subsidies/programmes/hirakata-hall/versions',
      reviewer: '/subsidies/programmes/hirakata-hall/versions',
    },
    'subsidies.programmes.$key_.versions.$number._index': {
      guest: '/subsidies/programmes/hirakata-hall/versions/1',
      reviewer: programme,
    },
    'subsidies.programmes.$key_.versions.$number.compare': { reviewer: `${programme}/compare?with=1` },
    'subsidies.programmes.$key_.versions.$number.edit.$part': {
      reviewer: `${programme}/edit/work-renovation`,
    },
    'subsidies.programmes.$key_.versions.$number.json': { reviewer: `${programme}/json` },
    'subsidies.programmes.$key_.versions.$number.examples._index': { reviewer: `${programme}/examples` },
    'subsidies.programmes.$key_.versions.$number.examples.row': {
      reviewer: `${programme}/examples/row?row=0`,
    },
    'subsidies.programmes.$key': { guest: '/subsidies/programmes/hirakata-hall' },
    'subsidies.estimate': {
      guest: '/subsidies/estimate?programme=hirakata-hall&work=renovation',
      chair: '/subsidies/estimate?programme=hirakata-hall&work=renovation&hall=1',
    },
    'subsidies.estimate_.result': {
      guest:
        '/subsidies/estimate/result?programme=hirakata-hall&work=seismicRetrofit&cost-seismicRetrofit=1500000',
    },
    'subsidies.applications._index': { chair: '/subsidies/applications' },
    'subsidies.applications.$id': { chair: application },
    'subsidies.applications.new': { chair: '/subsidies/applications/new?programme=hirakata-hall' },
    'subsidies.applications.$id_.plan': { chair: `${application}/plan` },
    'subsidies.applications.$id_.questions': { chair: `${application}/questions` },
    'subsidies.applications.$id_.costs': { chair: `${application}/costs?line=new` },
    'subsidies.applications.$id_.documents': { chair: `${application}/documents` },
    'subsidies.applications.$id_.check': { chair: `${application}/check` },
    'subsidies.applications.$id_.consult': { chair: `${application}/consult` },
    'subsidies.applications.$id_.withdraw': { chair: `${application}/withdraw` },
    'subsidies.applications.$id_.corrections': { chair: steps.corrections },
    'subsidies.applications.$id_.start': { chair: steps.start },
    'subsidies.applications.$id_.change': { chair: steps.change },
    'subsidies.applications.$id_.report': { chair: steps.report },
    'subsidies.applications.$id_.claim': { chair: steps.claim },
    'subsidies.applications_.$id_.letters.$letter': { reviewer: found.letter },
    'desk_.subsidies': { reviewer: '/desk/subsidies' },
    'desk_.subsidies_.$id': { reviewer: reviewed },
    'desk_.subsidies_.$id_.$act': { reviewer: `${reviewed}/check` },
    'desk_.subsidies_.budgets': { reviewer: '/desk/subsidies/budgets' },
    'desk_.subsidies_.budgets_.$id': { reviewer: budget },
    'desk_.subsidies_.budgets_.$id_.carry': { reviewer: `${budget}/carry` },
    'desk_.subsidies_.budgets_.$id_.round': { reviewer: `${budget}/round` },
    'indicators._index': { guest: '/indicators', reviewer: '/indicators?year=2025' },
    'indicators.$key': { guest: '/indicators/peace_events?year=2025' },
    'indicators.sheet': { guest: '/indicators/sheet' },
    'indicators.$key_.enter': { reviewer: '/indicators/bullying_resolved/enter' },
    'desk_.exchange': { reviewer: '/desk/exchange' },
    'desk_.exchange_.figures': { reviewer: '/desk/exchange/figures' },
    'desk_.exchange_.settings': { reviewer: '/desk/exchange/settings' },
    'desk_.exchange_.$id': { reviewer: `/desk${found.asked}` },
    'desk_.exchange_.$id_.$act': { reviewer: `/desk${found.asked}/note` },
    'exchange._index': { guest: '/exchange', chair: '/exchange?overdue=1' },
    'exchange.overdue': { guest: '/exchange/overdue' },
    'exchange_.talks': { guest: '/exchange/talks?past=1', chair: '/exchange/talks' },
    'exchange_.talks_.new': { chair: '/exchange/talks/new' },
    'exchange_.talks_.attendance': {
      chair: '/exchange/talks/attendance',
      reviewer: '/exchange/talks/attendance',
    },
    // The one to come is the city's own: what its host works with.
    'exchange_.talks_.$id': { guest: found.heldTalk, chair: found.talk, reviewer: found.talk },
    'exchange_.talks_.$id_.edit': { reviewer: `${found.talk}/edit` },
    'exchange_.talks_.$id_.agenda': { reviewer: `${found.talk}/agenda` },
    'exchange_.talks_.$id_.attendance': { reviewer: `${found.talk}/attendance` },
    'exchange_.talks_.$id_.questions': { reviewer: `${found.talk}/questions` },
    'exchange_.talks_.$id_.minutes': { reviewer: `${found.talk}/minutes` },
    'exchange_.talks_.$id_.outcomes': { reviewer: `${found.talk}/outcomes` },
    'exchange.new': { guest: '/exchange/new', chair: '/exchange/new' },
    'exchange.sent': { guest: '/exchange/sent' },
    'exchange.$id': { guest: found.asked, chair: found.asked },
    'exchange.$id_.photos': { chair: `${found.ownAsked}/photos` },
    'exchange.mine': { chair: '/exchange/mine' },
    // Their addresses are known to those alone who got the mail.
    'exchange.mine_.$key': { guest: '/exchange/mine/x' },
    'exchange.follow.$key': { guest: '/exchange/follow/x' },
    'exchange.unfollow.$key': { guest: '/exchange/unfollow/x' },
    'associations_.$slug.exchange': { chair: `${own}/exchange` },
    'desk_.sections': { reviewer: '/desk/sections' },
    'desk_.sections_.$id': { reviewer: found.section },
    help: { guest: '/help' },
    'help_.$id': { guest: '/help/1' },
    'help_.print': { guest: '/help/print' },
    'desk_.help': { reviewer: '/desk/help' },
    'desk_.help_.new': { reviewer: '/desk/help/new' },
    'desk_.help_.$id': { reviewer: '/desk/help/1' },
    'desk_.indicators': { reviewer: '/desk/indicators' },
    'desk_.indicators_.new': { reviewer: '/desk/indicators/new' },
    'desk_.indicators_.$key': { reviewer: '/desk/indicators/peace_events' },
    'desk_.subsidies_.year-end': { reviewer: '/desk/subsidies/year-end' },
    // No order has been made in the demonstration; tests/modules/applications/rounds.test.ts makes some.
    'subsidies.rounds.$id': {},
    'subsidies.revision': { reviewer: '/subsidies/revision?a-rate-seismicRetrofit=3/4' },
    'volunteering._index': { guest: '/volunteering', chair: '/volunteering?view=month' },
    'volunteering.$id': { guest: found.offered, chair: found.offered },
    'volunteering.programmes.$id': { guest: found.volunteerProgramme },
    'volunteering.calls': { guest: '/volunteering/calls', chair: '/volunteering/calls' },
    'volunteering.host._index': { chair: '/volunteering/host' },
    'volunteering.host.new': { chair: found.need },
    'volunteering.host.register': { chair: '/volunteering/host/register' },
    'volunteering.host.organisations.$id': { chair: found.host },
    'volunteering.host.$id': { chair: found.hosted },
    'volunteering.host.$id_.edit': { chair: `${found.hosted}/edit` },
    'volunteering.host.$id_.sessions': { chair: `${found.hosted}/sessions` },
    'volunteering.host.$id_.photos': { chair: `${found.hosted}/photos` },
    'desk_.volunteering._index': { reviewer: '/desk/volunteering' },
    'desk_.volunteering_.hosts': { reviewer: '/desk/volunteering/hosts' },
    'desk_.volunteering_.helpers': { centre: '/desk/volunteering/helpers' },
    'desk_.volunteering_.programmes._index': { reviewer: '/desk/volunteering/programmes' },
    // The centre alone opens them; tests/e2e/volunteering.spec.ts does so.
    'desk_.volunteering_.places.$id': {},
    'desk_.volunteering_.programmes.new': { centre: '/desk/volunteering/programmes/new' },
    'desk_.volunteering_.programmes.$id': {},
    'volunteering_.sessions_.$session_.apply': { guest: found.applying },
    'volunteering_.mine': { guest: '/volunteering/mine' },
    'volunteering_.concern': { guest: '/volunteering/concern' },
    'volunteering_.$id_.questions': { guest: `${found.offered}/questions` },
    // Pages of one person, of one guardian, of one host: tests/e2e/volunteering.spec.ts looks at them with axe.
    'volunteering_.mine_.$key': {},
    'volunteering_.mine_.$key_.details': {},
    'volunteering_.mine_.$key_.people_.$member': {},
    'volunteering_.friends_.$token': {},
    'consent.$token': {},
    'volunteering_.host_.$place_.people': {},
    'volunteering_.host_.$place_.questions': {},
    'desk_.volunteering_.applications': { centre: '/desk/volunteering/applications' },
    'desk_.volunteering_.applications_.$id': {},
    'desk_.volunteering_.questions': { centre: '/desk/volunteering/questions' },
    'desk_.volunteering_.concerns': { centre: '/desk/volunteering/concerns' },
    'desk_.volunteering_.concerns_.$id': {},
    // A desk and a record belong to one day and one person: tests/e2e/volunteering.spec.ts looks at them with axe.
    'volunteering_.sessions.$session.desk': {},
    'volunteering_.sessions.$session.day': {},
    'volunteering_.mine_.$key_.record': {},
    'volunteering_.mine_.$key_.reflection': {},
    'certificates.$code': {},
    'certificates._index': { guest: '/certificates' },
    'desk_.volunteering.insurance': { centre: '/desk/volunteering/insurance' },
    'associations_.$slug.helpers': { chair: `${own}/helpers` },
    calendar: { guest: '/calendar', chair: '/calendar' },
    'household_.calendar': { chair: '/household/calendar' },
    'notices.start': { chair: '/notices/start' },
    'notices.new': { chair: '/notices/new?template=assembly' },
    'notices.$id_.approve': { chair: waiting },
    'notices.$id_.pass-on': { chair: passable },
    'notices.$id_.edit': { chair: draft },
    'notices.$id_.confirmations': { chair: `${standing}/confirmations` },
    household: { chair: '/household' },
    'notices.$id_.tally': { chair: `${standing}/tally` },
    'notices.$id_.withdraw': { chair: `${standing}/withdraw` },
    desk: { chair: '/desk' },
    'associations._index': { guest: '/associations', chair: '/associations?q=くずは' },
    'aeds.nearest': { guest: '/aeds/nearest?town=楠葉花園町' },
    'associations.map': { guest: '/associations/map' },
    'aeds.placement._index': { reviewer: '/aeds/placement' },
    'aeds.placement.population._index': { reviewer: '/aeds/placement/population' },
    // Nobody has brought a file; tests/e2e/aed-placement.spec.ts brings one.
    'aeds.placement.population.$id': {},
    'aeds.import._index': { reviewer: '/aeds/import' },
    // Nobody has sent a file; tests/e2e/aed-import.spec.ts sends one.
    'aeds.import_.$id._index': {},
    'aeds._index': { guest: '/aeds?q=楠葉' },
    'halls._index': { guest: '/halls?q=楠葉', chair: '/halls' },
    'halls.$id': { guest: hall, chair: hall },
    'halls.new': { chair: '/halls/new' },
    'halls.$id_.edit': { chair: `${hall}/edit` },
    'halls.$id_.diagnoses.$diagnosis': { chair: diagnosis },
    'halls.$id_.works.$work': { chair: `${hall}/works/new` },
    'halls.$id_.files': { chair: `${hall}/files` },
    'desk_.aeds': { chair: '/desk/aeds?only=all', reviewer: '/desk/aeds' },
    'aeds.$id': { guest: keptAed, chair: keptAed },
    'aeds.$id_.edit': { chair: `${keptAed}/edit` },
    'aeds.new': { chair: '/aeds/new', reviewer: '/aeds/new' },
    'aeds.$id_.check': { chair: `${keptAed}/check` },
    'aeds.$id_.upkeep': { chair: `${keptAed}/upkeep` },
    'aeds.$id_.report': { guest: `${keptAed}/report` },
    // A report is sent and answered in tests/e2e/aed-custody.spec.ts.
    'aeds.$id_.reports_.$report': {},
    'aeds.keeper.$token': { guest: '/aeds/keeper/x' },
    'desk_.halls': { reviewer: '/desk/halls' },
    'desk_.halls_.import': { reviewer: '/desk/halls/import' },
    'associations.new': { chair: parent },
    'associations_.$slug._index': { guest: own, chair: own },
    workload: { guest: '/workload', reviewer: '/workload?post=chair' },
    'associations_.$slug.posts.$id': { guest: card, chair: card },
    'associations_.$slug.posts.$id_.tasks': { chair: `${card}/tasks` },
    'associations_.$slug.posts.$id_.tasks_.$task': { chair: cardLine },
    'associations_.$slug.posts.$id_.tasks_.fill': { chair: `${card}/tasks/fill` },
    'associations_.$slug.posts.$id_.offer': {
      chair: `${card}/offer?kind=trial&post=${card.split('/').at(-1)}`,
    },
    'associations_.$slug.posts.$id_.records': { chair: `${card}/records` },
    'associations_.$slug.posts.$id_.records_.$record': { chair: done },
    'associations_.$slug.requests': { guest: `${own}/requests`, chair: `${own}/requests` },
    requests: { guest: '/requests', admin: '/requests' },
    'associations_.$slug.edit': { chair: `${own}/edit` },
    'associations_.$slug.circular': { chair: `${own}/circular` },
    'associations_.$slug.circulars_.$number._index': { chair: circular },
    'associations_.$slug.circulars_.$number.tally': { chair: `${circular}/tally` },
    'associations_.$slug.members': { chair: `${own}/members` },
    'associations_.$slug.members_.code.$id': { chair: code },
    'associations_.$slug.households': { chair: `${own}/households` },
    'associations_.$slug.households_.$id': { chair: kept },
    'associations_.$slug.duties': { chair: `${own}/duties` },
    'associations_.$slug.duties_.$id': { chair: duty },
    'associations_.$slug.households_.slips': { chair: `${own}/households/slips` },
    'associations_.$slug.handover': { chair: `${own}/handover` },
    'associations_.$slug.handover_.$id': { chair: found.handover.pack },
    'associations_.$slug.handover_.$id_.items.$item': { chair: found.handover.item },
    'associations_.$slug.handover_.$id_.money': { chair: found.handover.money },
    'associations_.$slug.posts.$id_.notes': { chair: found.handover.notes },
    'associations_.$slug.posts.$id_.notes_.$note': { chair: found.handover.note },
    'associations_.$slug.officers': { guest: `${own}/officers`, chair: `${own}/officers` },
    'associations_.$slug.officers_.posts.$post': { chair: `${own}/officers/posts/new` },
    'associations_.$slug.officers_.seats.$seat': { chair: seat },
    'associations_.$slug.officers_.$id._index': { chair: ending.replace(/\/end$/, '') },
    'officers.import': { reviewer: '/officers/import' },
    'associations_.$slug.officers_.import': { chair: `${own}/officers/import` },
    'associations_.$slug.officers_.roster': { chair: `${own}/officers/roster` },
    'surveys._index': { guest: '/surveys', chair: '/surveys' },
    'surveys.desk': { chair: '/surveys/desk' },
    'surveys.new': { chair: '/surveys/new' },
    'surveys.$id': { guest: survey, chair: survey },
    'surveys.$id_.edit': { chair: `${survey}/edit` },
    'surveys.$id_.preview': { chair: `${survey}/preview` },
    'surveys.$id_.thanks': { guest: `${survey}/thanks` },
    // The sheet has the fields of the preview; it is answered once, and a link belongs to one household.
    'surveys.$id_.answer': {},
    's.$token': {},
    'surveys.$id_.address': {},
    'surveys.$id_.questions_.new': { chair: `${survey}/questions/new` },
    'surveys.$id_.questions_.$question': {},
    'surveys.$id_.sheets': {},
    'surveys.$id_.paper': { chair: `${survey}/paper` },
    'surveys.$id_.results': { guest: `${ended}/results`, chair: `${survey}/results` },
    'surveys.$id_.texts': { chair: `${ended}/texts` },
    'posting-rules': { guest: '/posting-rules' },
    developers: { guest: '/developers' },
    'reports.new': {
      guest: `/reports/new?subject=matter&id=${found.moderation.reported.split('/').at(-1)}`,
    },
    'appeals.$key': { chair: found.moderation.appeal },
    'desk_.moderation': { reviewer: '/desk/moderation' },
    'desk_.moderation_.$subject.$id': { reviewer: `${found.moderation.reported}?do=hide` },
    'openings._index': { guest: '/openings' },
    'openings.$id': { guest: opening, chair: opening },
    'openings.$id_.interest': { guest: `${opening}/interest` },
    'openings.$id_.candidature': { chair: `${opening}/candidature` },
    'openings.$id_.nominate': { chair: `${opening}/nominate` },
    'interest.$key': { guest: shown },
    'associations_.$slug.resolutions': { chair: `${own}/resolutions` },
    'associations_.$slug.resolutions_.new': { chair: `${own}/resolutions/new` },
    'associations_.$slug.resolutions_.$id': { chair: decided },
    'associations_.$slug.resolutions_.$id_.voters': {
      chair: `${found.resolutions.drafted}/voters`,
      auditor: `${decided}/voters`,
    },
    'associations_.$slug.resolutions_.$id_.papers': { chair: `${decided}/papers` },
    'associations_.$slug.resolutions_.$id_.edit': { chair: `${found.resolutions.drafted}/edit` },
    'associations_.$slug.resolutions_.$id_.check': { auditor: `${found.resolutions.checked}/check` },
    'resolutions.$id.vote': { chair: `/resolutions/${decided.split('/').at(-1)}/vote` },
    // A link is printed for one voter alone; its page is that of the vote by an account.
    'r.$token': {},
    'associations_.$slug.openings': { chair: `${own}/openings` },
    'associations_.$slug.openings_.new': { chair: `${own}/openings/new?kind=post` },
    'associations_.$slug.openings_.$id.edit': { chair: `${own}${opening}/edit` },
    'associations_.$slug.interest': { chair: `${own}/interest` },
    'associations_.$slug.interest_.$id': { chair: came },
    'associations_.$slug.officers_.next': { chair: `${own}/officers/next` },
    'associations_.$slug.officers_.$id.end': { chair: ending },
    'associations_.$slug.audit': { chair: `${own}/audit` },
    'subscriptions._index': { guest: '/subscriptions?q=くずは', chair: `/subscriptions?association=${HOME}` },
    'subscriptions.confirm': { guest: '/subscriptions/confirm?token=x' },
    'subscriptions.manage': { chair: '/subscriptions/manage' },
    'unsubscribe.$token': { guest: '/unsubscribe/x' },
    'notices.$id_.deliveries': { chair: `${standing}/deliveries` },
    'subscriptions.device': { guest: '/subscriptions/device', chair: '/subscriptions/device' },
    'sign-in': { guest: '/sign-in' },
    'sign-in_.link': { guest: '/sign-in/link?token=x' },
    'sign-in_.code': { guest: '/sign-in/code' },
    'sign-out': { chair: '/sign-out' },
    register: { guest: '/register' },
    join: { guest: '/join', chair: '/join' },
    'invitations.$token': { guest: '/invitations/x' },
    'account._index': account(''),
    'account.delete': account('/delete'),
    'account.email': account('/email'),
    'account.export': account('/export'),
    'account.memberships': account('/memberships'),
    'account.password': account('/password'),
    'account.profile': account('/profile'),
    'account.second-factor': account('/second-factor'),
    'account.sessions': account('/sessions'),
    'admin._index': { admin: '/admin' },
    'admin.audit': { admin: '/admin/audit' },
    'admin.mails': { admin: '/admin/mails' },
    'admin.mails_.$id': {},
    'admin.operation': { admin: '/admin/operation' },
    'admin.staff': { admin: '/admin/staff' },
  }
}

/** Routes that only take a button and go on. */
const WITHOUT_PAGE = ['language', 'notices.$id_.confirm', 'notices.$id_.delete']

async function examine(page: Page, address: string) {
  await page.goto(address)
  // What a script adds is examined as well.
  await page.waitForLoadState('load')
  const map = page.locator('[data-map]')
  if (await map.count()) await expect(map).toHaveAttribute('data-map', 'drawn')
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  expect.soft(told, address).toEqual([])
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(tooWide, `${address} is wider than the screen`).toBeLessThanOrEqual(0)
  expect.soft(await page.locator('h1').count(), `${address} has one heading of the first level`).toBe(1)
  // A key that has no words is shown as it is.
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown, without the scripts
  const shown = await page.locator('body').innerText()
  expect
    .soft(shown, address)
    .not.toMatch(/\b(accounts|associations|errors|form|notices|portal)\.[a-z_]+\.[a-z_.]+/)
}

test('the list of pages is complete', async ({ browser }) => {
  test.setTimeout(120_000)
  const listed = [...Object.keys(pagesOf(await addresses(browser))), ...WITHOUT_PAGE].sort()
  const routes = readdirSync(path.resolve(import.meta.dirname, '../../app/routes'))
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => file.replace(/\.tsx$/, ''))
    .sort()
  expect(listed).toEqual(routes)
})

for (const role of roles) {
  test(`every page as ${role}, on a phone`, async ({ browser }) => {
    // Some two hundred pages, each looked at by axe, beside a second worker.
    test.setTimeout(480_000)
    const pages = pagesOf(await addresses(browser))
    const { page } = await arrive(browser, role === 'guest' ? {} : { as: role })
    for (const at of Object.values(pages)) if (at[role]) await examine(page, at[role])
  })

  test(`every page as ${role}, enlarged, spaced, in forced colours, still and on paper`, async ({
    browser,
  }) => {
    // Some two hundred pages, each looked at in six ways, beside a second worker.
    test.setTimeout(600_000)
    const pages = pagesOf(await addresses(browser))
    const { page } = await arrive(browser, { as: role === 'guest' ? undefined : role, width: 1280 })
    for (const at of Object.values(pages)) {
      if (!at[role]) continue
      await page.goto(at[role])
      // Not by a tag of style, which the page's policy refuses.
      await page.evaluate(() =>
        document.documentElement.style.setProperty('font-size', '212.5%', 'important'),
      )
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect.soft(tooWide, `${at[role]} is wider than the screen`).toBeLessThanOrEqual(0)
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
      expect.soft(await missed(page), at[role]).toEqual([])
    }
  })
}

test('a refused form is without violations too, and its summary leads to the fields', async ({ browser }) => {
  const { page } = await arrive(browser, { as: 'chair', javaScript: false })
  await page.goto('/notices/new')
  await page.getByRole('button', { name: '公開する' }).click()
  await expect(page.getByRole('alert')).toContainText('入力内容に問題があります')
  await page.getByRole('alert').getByRole('link').first().click()
  await expect(page.locator('#field-title')).toBeFocused()
})

test('everything can be reached by keyboard: the first stop leads to the content', async ({ browser }) => {
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/notices')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '本文へ進む' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
})

test('targets are large enough for a thumb', async ({ browser }) => {
  const { page } = await arrive(browser)
  for (const address of ['/', '/notices', '/sign-in', '/associations']) {
    await page.goto(address)
    const small = await page
      .locator('button, .button, .site-nav a, .site-bar-link, input:not([type=hidden]), select')
      .evaluateAll((all) =>
        all
          .filter((element) => {
            const box = (element.closest('label.choice') ?? element).getBoundingClientRect()
            return box.width > 0 && (box.height < 44 || box.width < 44)
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      )
    expect(small, address).toEqual([])
  }
})
