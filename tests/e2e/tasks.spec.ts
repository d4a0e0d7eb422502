/**
 * What people come for, by keys alone: each stop can be seen, has a name and a role in the tree that a screen reader
 * reads, and leads on. The reader itself is not here: docs/accessibility.md says what that leaves open.
 */
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const HOME = '/associations/kuzuhahanazono'

type Stop = { role: string; name: string; isSeen: boolean; isTop: boolean; id: string }

/** Where the keyboard is: as a screen reader hears it, and whether an eye finds it. */
async function stopOf(page: Page, cdp: CDPSession): Promise<Stop> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' })
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId,
    fetchRelatives: false,
  })
  const look = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const ring = (one: Element | null) => {
      if (!one) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
    }
    const all = [...document.querySelectorAll('*')]
    return {
      // The parts of a date are the browser's own, and so are their rings.
      isSeen:
        element.matches('input[type^=date], input[type=time]') ||
        ring(element) ||
        ring(element.closest('label')) ||
        ring(element.closest('.choice')),
      isTop: element === document.body || element === document.documentElement,
      id: String(all.indexOf(element)),
    }
  })
  return { role: String(nodes[0]?.role?.value ?? ''), name: String(nodes[0]?.name?.value ?? ''), ...look }
}

/** Goes on by Tab to what has this role and name; fails when the keyboard goes round or a stop is nameless or unseen. */
async function reach(page: Page, role: string, name: string | RegExp, key = 'Tab') {
  const cdp = await page.context().newCDPSession(page)
  const passed: string[] = []
  for (let pressed = 0; pressed < 220; pressed += 1) {
    await page.keyboard.press(key)
    const stop = await stopOf(page, cdp)
    if (stop.isTop) continue
    expect(stop.name, `a stop with the role ${stop.role} has a name, after ${passed.at(-1)}`).not.toBe('')
    expect(stop.role, stop.name).not.toMatch(/^(generic|none|)$/)
    expect(stop.isSeen, `${stop.role} ${stop.name} shows that it has the focus`).toBe(true)
    passed.push(`${stop.role} ${stop.name}`)
    const isIt = typeof name === 'string' ? stop.name === name : name.test(stop.name)
    if (stop.role === role && isIt) return await cdp.detach()
  }
  throw new Error(`No stop is a ${role} ${name}: ${passed.join(' / ').slice(0, 1500)}`)
}

/** Follows a link or presses a button, and waits until the page that comes has a title of its own. */
async function press(page: Page, to: RegExp) {
  await page.keyboard.press('Enter')
  await page.waitForURL(to)
  await page.waitForLoadState('load')
  await expect(page).toHaveTitle(/\S/)
}

test('by keys alone: search a notice and read it', async ({ browser }) => {
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/')
  const title = await page.title()
  await reach(page, 'link', 'お知らせ')
  await press(page, /\/notices$/)
  expect(await page.title()).not.toBe(title)
  await reach(page, 'searchbox', 'ことばでさがす')
  await page.keyboard.type('もちつき会')
  await press(page, /q=/)
  await reach(page, 'link', /もちつき会/)
  await press(page, /\/notices\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('もちつき会')
})

test('by keys alone: choose a neighbourhood, and hear what was wrong', async ({ browser }) => {
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/place')
  await reach(page, 'combobox', /お住まいの町の名前/)
  await page.keyboard.type('楠葉花園町')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/place' || url.search !== '')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('by keys alone: sign in, and go through the form of a notice', async ({ browser }) => {
  test.setTimeout(120_000)
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/sign-in')
  await reach(page, 'textbox', /メールアドレス/)
  await page.keyboard.type('chair@demo.example')
  await reach(page, 'textbox', /パスワード/)
  await page.keyboard.type('hirakata-demo')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto('/notices/new')
  await page.getByRole('toolbar').waitFor()
  await reach(page, 'button', '下書きを保存する')
})

test('by keys alone: come forward for an opening', async ({ browser }) => {
  test.setTimeout(120_000)
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto(`/openings?association=kuzuhahanazono`)
  await reach(page, 'link', /家でできます/)
  await press(page, /\/openings\/\d+$/)
  await reach(page, 'link', 'もっと聞いてみたい')
  await press(page, /\/interest/)
  await reach(page, 'textbox', /お名前/)
  await page.keyboard.type('鍵 太郎')
  await reach(page, 'textbox', /電話番号/)
  await page.keyboard.type('072-111-2222')
  await reach(page, 'checkbox', /この使い方に同意します/)
  await page.keyboard.press('Space')
  await reach(page, 'button', '伝える')
  await press(page, /\/interest\/[\w-]{43}/)
})

test('by keys alone: estimate a subsidy', async ({ browser }) => {
  test.setTimeout(120_000)
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/subsidies/estimate?programme=hirakata-hall&work=renovation')
  await reach(page, 'textbox', /改修の費用の見込み/)
  await page.keyboard.type('1500000')
  await reach(page, 'radio', 'はい')
  await page.keyboard.press('Space')
  await reach(page, 'radio', 'はい')
  await page.keyboard.press('Space')
  await reach(page, 'button', '計算する')
  await press(page, /result/)
})

test('by keys alone: find the nearest AED in the list', async ({ browser }) => {
  const { page } = await arrive(browser, { width: 1280 })
  await page.goto('/aeds')
  await reach(page, 'combobox', '町の名前・住所・建物の名前')
  await page.keyboard.type('楠葉花園町')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=/)
  await reach(page, 'link', /下の一覧へ進む/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#/)
  await expect(async () => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')).toMatch(
      /^\/aeds\/\d+/,
    )
  }).toPass({ timeout: 10_000, intervals: [50] })
})

test('by keys alone: start an application, and ask the city', async ({ browser }) => {
  test.setTimeout(120_000)
  const { page } = await arrive(browser, { as: 'chair', width: 1280 })
  await page.goto('/subsidies/applications/new?programme=hirakata-hall')
  await reach(page, 'button', '申請書を作り始める')
  await page.goto('/exchange/new')
  await reach(page, 'textbox', /見出し/)
  await page.keyboard.type('街灯について')
  await reach(page, 'textbox', /くわしい内容/)
  await page.keyboard.type('角の街灯が切れています。')
  await reach(page, 'button', '出す')
  await page.keyboard.press('Enter')
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
  await expect(page.getByLabel('見出し')).toHaveValue('街灯について')
})

test('by keys alone: open an application as a reviewer', async ({ browser }) => {
  test.setTimeout(120_000)
  const { page } = await arrive(browser, { as: 'reviewer', width: 1280 })
  await page.goto('/desk/subsidies')
  await reach(page, 'searchbox', /受付番号・団体名/)
  await page.goto('/desk/subsidies?view=all')
  await reach(page, 'combobox', /並び順/)
  await reach(page, 'link', /^会館の/)
  await press(page, /\/desk\/subsidies\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('会館の')
})

/** Pages through which the keyboard goes from the first stop to the last and round. */
const WALKED = [
  '/',
  '/notices',
  '/associations',
  HOME,
  '/openings',
  '/volunteering',
  '/surveys',
  '/subsidies',
  '/help',
  '/aeds/nearest',
  '/accessibility',
  '/sign-in',
  '/exchange',
]

test('every stop of the keyboard has a name, is seen and lets go; headings and titles are in order', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const { page } = await arrive(browser, { width: 1280 })
  const cdp = await page.context().newCDPSession(page)
  const titles = new Set<string>()
  for (const at of WALKED) {
    await page.goto(at)
    const url = page.url()
    titles.add(await page.title())
    const headings = await page
      .locator('h1, h2, h3, h4, h5, h6')
      .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])))
    expect
      .soft(
        headings.filter((level) => level === 1),
        `${at} has one first heading`,
      )
      .toHaveLength(1)
    const jumps = headings.filter((level, i) => level - (headings[i - 1] ?? 0) > 1)
    expect.soft(jumps, `${at} leaves out no level of headings`).toEqual([])
    await expect.soft(page.getByRole('main')).toHaveCount(1)
    const seen: string[] = []
    let isRound = false
    for (let i = 0; i < 250 && !isRound; i += 1) {
      await page.keyboard.press('Tab')
      const stop = await stopOf(page, cdp)
      isRound = (stop.isTop && i > 0) || seen[0] === stop.id
      if (isRound || stop.isTop) continue
      expect.soft(seen.at(-1), `${at}: ${stop.name} lets go`).not.toBe(stop.id)
      expect.soft(stop.name, `${at}: a ${stop.role} has a name`).not.toBe('')
      expect.soft(stop.isSeen, `${at}: ${stop.role} ${stop.name} is seen`).toBe(true)
      seen.push(stop.id)
    }
    expect.soft(isRound, `${at}: the keyboard comes round`).toBe(true)
    expect.soft(page.url(), `${at}: nothing happens by the focus alone`).toBe(url)
  }
  expect(titles.size).toBe(WALKED.length)
})
