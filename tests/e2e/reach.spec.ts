/**
 * A notice on its whole way: written, approved, mailed, confirmed on a phone, signed on paper, reminded, added up. On a
 * portal of its own, with a real mail server on this machine.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { openMailServer, type Received } from '../setup/mail-server'
import { freePort, type Portal, root, startPortal } from '../setup/portal'
import { signIn } from './people'

const HOME = 'kuzuhahanazono'
const TITLE = '断水のお知らせと確認のお願い'

let mails: Awaited<ReturnType<typeof openMailServer>>
let portal: Portal
const folder = path.join(root, '.data', `e2e-reach-${process.pid}`)

test.beforeAll(async () => {
  test.setTimeout(240_000)
  mails = await openMailServer()
  portal = await startPortal({ PORT: String(await freePort()), DATA_DIR: folder, SMTP_URL: mails.url })
})

test.afterAll(async () => {
  await portal.stop()
  await mails.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A person on a phone, at this portal; without JavaScript, which none of these steps needs. */
async function arrive(browser: Browser, as?: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: portal.url,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
    locale: 'ja-JP',
  })
  const page = await context.newPage()
  if (as) await signIn(page, as)
  return page
}

/** The mail to an address whose subject holds these words, once it has come. */
async function letter(to: string, words: string): Promise<Received> {
  const find = () => mails.received.find((mail) => mail.to === to && mail.subject.includes(words))
  await expect
    .poll(() => find()?.subject, { timeout: 60_000, message: `a mail to ${to}: ${words}` })
    .toBeDefined()
  return find() as Received
}

/** The path of the first link of a mail that begins so. */
const linkIn = (mail: Received, start: string) =>
  new RegExp(`https?://[^/\\s]+(${start}[^\\s]*)`).exec(mail.text)?.[1] ?? ''

test('from the secretary to every household, on the screen and on paper', async ({ browser }) => {
  test.setTimeout(240_000)

  await test.step('the association decides that its notices need a second person', async () => {
    const chair = await arrive(browser, 'chair')
    await chair.goto(`/associations/${HOME}/edit`)
    await chair.getByLabel(/もう一人が確かめる/).check()
    await chair.getByRole('button', { name: '保存して公開する' }).click()
    await expect(chair.getByText('保存しました。')).toBeVisible()
  })

  await test.step('somebody without an account subscribes, and proves the address', async () => {
    const reader = await arrive(browser)
    await reader.goto(`/subscriptions?association=${HOME}`)
    await reader.getByLabel('メールアドレス').fill('reader@people.example')
    await reader.getByLabel('届けない時間帯の始まり').selectOption({ index: 0 })
    await reader.getByLabel('届けない時間帯の終わり').selectOption({ index: 0 })
    await reader.getByRole('button', { name: '確認のメールを送る' }).click()
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('メールを送りました')
    await reader.goto(linkIn(await letter('reader@people.example', '確認'), '/subscriptions/confirm'))
    await reader.getByRole('button', { name: '受け取りを始める' }).click()
    await expect(reader.getByText('受け取りを始めました。')).toBeVisible()
  })

  await test.step('a group leader is invited by mail and takes office', async () => {
    const chair = await arrive(browser, 'chair')
    await chair.goto(`/associations/${HOME}-group-3/officers`)
    await chair.getByLabel('メールアドレス').fill('leader@people.example')
    await chair.getByLabel('役職').selectOption('group_leader')
    await chair.getByRole('button', { name: '招待のメールを送る' }).click()
    await expect(chair.getByText('招待のメールを送りました。')).toBeVisible()
    const leader = await arrive(browser)
    await leader.goto(linkIn(await letter('leader@people.example', '役員への招待'), '/invitations/'))
    await leader.getByLabel('氏(名字)').fill('大野')
    await leader.getByLabel('名(名前)').fill('修')
    await leader.getByLabel('氏の読み').fill('おおの')
    await leader.getByLabel('名の読み').fill('おさむ')
    await leader.getByRole('button', { name: 'アカウントを作って引き受ける' }).click()
    await expect(leader.getByText('役職を引き受けました。')).toBeVisible()
    leaders.push(leader)
  })

  const address = await test.step('the secretary writes, and asks for approval', async () => {
    const secretary = await arrive(browser, 'secretary')
    await secretary.goto('/notices/new')
    await secretary.getByLabel('件名').fill(TITLE)
    await secretary
      .getByRole('textbox', { name: /^本文/ })
      .fill('水道の工事のため、午後1時から3時まで水が出ません。')
    await secretary.getByText('確認のお願い').first().click()
    const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000 + 9 * 3600_000).toISOString().slice(0, 10)
    await secretary.getByLabel('いつまでに確認してもらいますか').fill(inTwoWeeks)
    await secretary.getByRole('button', { name: /承認を依頼する/ }).click()
    await expect(secretary.getByText('承認する方にメールで知らせます。')).toBeVisible()
    return new URL(secretary.url()).pathname.replace(/\/approve$/, '')
  })

  await test.step('nobody reads it yet; the chair approves', async () => {
    const reader = await arrive(browser)
    expect((await reader.goto(address))?.status()).toBe(404)
    const chair = await arrive(browser, 'chair')
    await chair.goto('/desk')
    await chair.getByRole('link', { name: TITLE }).first().click()
    if (!chair.url().includes('/approve')) await chair.goto(`${address}/approve`)
    await chair.getByRole('button', { name: '公開を承認する' }).click()
    await expect(chair.getByText('承認しました。お知らせを公開しました。')).toBeVisible()
    expect((await reader.goto(address))?.status()).toBe(200)
  })

  await test.step('the subscriber has it by mail, with a way out', async () => {
    const mail = await letter('reader@people.example', TITLE)
    expect(mail.headers).toMatch(/^List-Unsubscribe: .*<https?:\/\/[^>]+\/unsubscribe\//im)
    expect(mail.headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im)
    expect(mail.text).toContain(address)
  })

  const reachOf = async () => {
    const page = await arrive(browser, 'chair')
    await page.goto(address)
    const words = (await page.locator('#confirm').textContent()) ?? ''
    const [, confirmed, total] = /確認 (\d+) \/ (\d+)世帯/.exec(words) ?? []
    const part = (name: string) => Number(new RegExp(`${name} (\\d+)`).exec(words)?.[1] ?? 0)
    const parts = { screen: part('画面'), paper: part('紙'), notYet: part('まだ') }
    return { confirmed: Number(confirmed), total: Number(total), ...parts }
  }
  const before = await reachOf()
  expect(before).toMatchObject({ confirmed: 0, screen: 0, paper: 0, notYet: before.total })
  expect(before.total).toBeGreaterThan(20)

  await test.step('a household confirms on the phone', async () => {
    const resident = await arrive(browser, 'resident')
    await resident.goto(address)
    await resident.getByRole('button', { name: '森田として確認しました' }).click()
    await expect(resident.locator('#confirm')).toContainText('確認済み')
    expect(await reachOf()).toMatchObject({ confirmed: 1, screen: 1, notYet: before.total - 1 })
  })

  await test.step('the group leader enters the sheet that came back signed', async () => {
    const [leader] = leaders
    if (!leader) throw new Error('There is no leader')
    await leader.goto(`${address}/tally`)
    const boxes = leader.getByRole('group', { name: /サインがあった世帯/ }).getByRole('checkbox')
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await leader.getByRole('button', { name: '印を付けた世帯を保存する' }).click()
    await expect(leader.getByText(/保存しました/).first()).toBeVisible()
    expect(await reachOf()).toMatchObject({ confirmed: 3, screen: 1, paper: 2, notYet: before.total - 3 })
    // Only the own group: the households of another are nobody's business.
    expect((await leader.goto(`${address}/confirmations`))?.status()).toBe(200)
    await expect(leader.getByText('第1班')).toHaveCount(0)
  })

  await test.step('the rest are reminded, once a day', async () => {
    const secretary = await arrive(browser, 'secretary')
    await secretary.goto(`${address}/confirmations`)
    await secretary.getByRole('button', { name: 'いま再通知する' }).click()
    await letter('leader@people.example', 'まだの世帯が')
    await secretary.goto(`${address}/confirmations`)
    await expect(secretary.getByText('今日は、もう再通知しました。')).toBeVisible()
    // Whoever only subscribes is no household that is asked.
    const toReader = mails.received.filter((mail) => mail.to === 'reader@people.example')
    expect(toReader.filter((mail) => mail.subject.includes(TITLE))).toHaveLength(1)
  })

  await test.step('what is printed is a PDF with the notice', async () => {
    const reader = await arrive(browser)
    const answer = await reader.request.get(`${address}/print`)
    expect(answer.headers()['content-type']).toBe('application/pdf')
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })

  await test.step('one press ends the mails', async () => {
    const mail = await letter('reader@people.example', TITLE)
    const way = /<https?:\/\/[^/]+(\/unsubscribe\/[^>]+)>/.exec(mail.headers)?.[1] ?? ''
    // As a mail service does it: no cookie, no origin.
    const answer = await fetch(`${portal.url}${way}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(answer.ok).toBe(true)
  })
})

/** The phone of the group leader, who has no demonstration account. */
const leaders: Page[] = []
