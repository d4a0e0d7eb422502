/**
 * The city's staff take in a list of AEDs that is in nobody's standard format (CC BY 4.0 高松市): on a phone, without
 * JavaScript, from the file to the map; and the same file again, which changes nothing.
 */
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const FILE = path.resolve('tests/modules/imports/files/372013_takamatsu_20230822_crlf_quoted.csv')
const ROWS = 487

/** Pictures for whoever looks at the pages while working on them. */
const picture = async (page: Page, name: string) => {
  const folder = process.env.E2E_PICTURES
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}

/** Waits until the queue has done its step; the page is asked again, as its reader would. */
async function until(page: Page, words: string) {
  const here = `${new URL(page.url()).pathname}?still=1`
  await expect
    .poll(
      async () => {
        // The page may renew itself at the same moment, which breaks this one off.
        await page.goto(here).catch(() => {})
        return page.getByText(words).count()
      },
      { timeout: 90_000 },
    )
    .toBeGreaterThan(0)
}

async function begin(browser: Browser) {
  const { page, context } = await arrive(browser, { as: 'reviewer', javaScript: false })
  await page.goto('/aeds/import')
  return { page, context }
}

const countOf = (page: Page, what: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: what, exact: true }) })
    .locator('td')

test('from an unknown format to the map, and again', async ({ browser }) => {
  test.setTimeout(300_000)
  const name = `高松市のAED ${Date.now()}`
  const { page, context } = await begin(browser)
  let ended = ''

  await test.step('a file that is no list is refused, and what was typed stays', async () => {
    await page.getByLabel('新しい出典の名前').fill(name)
    await page.getByLabel('提供者').fill('高松市')
    await page.getByLabel('利用の条件').fill('CC BY 4.0')
    const pdf = { name: 'aed.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF') }
    await page.getByLabel('一覧のファイル').setInputFiles(pdf)
    await page.getByRole('button', { name: '送って調べる' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByLabel('新しい出典の名前')).toHaveValue(name)
    await picture(page, '1-refused')
  })

  await test.step('the columns are found, and can be chosen otherwise', async () => {
    await page.getByLabel('一覧のファイル').setInputFiles(FILE)
    await page.getByRole('button', { name: '送って調べる' }).click()
    await expect(page.getByRole('heading', { name: '列の意味を確かめてください' })).toBeVisible()
    await expect(page.getByText('独自の形')).toBeVisible()
    const nameColumn = page.getByLabel('name (4列目)の意味')
    await expect(nameColumn.locator('option:checked')).toHaveText('名称')
    await expect(page.getByRole('heading', { name: 'JRホテルクレメント高松' })).toBeVisible()
    await picture(page, '2-columns')
    await nameColumn.selectOption({ value: '' })
    await page.getByRole('button', { name: 'この対応で全部の行を調べる' }).click()
    await expect(page.getByRole('alert')).toContainText('「名称」の列がない')
    await expect(page.getByLabel('name (4列目)の意味')).toHaveValue('')
    await page.getByLabel('name (4列目)の意味').selectOption({ value: 'name' })
    await page.getByRole('button', { name: '選んだ対応で読み直してみる' }).click()
    await expect(page.getByRole('heading', { name: 'JRホテルクレメント高松' })).toBeVisible()
    await page.getByRole('button', { name: 'この対応で全部の行を調べる' }).click()
    await picture(page, '3-checking')
  })

  await test.step('what would change is shown before anything is written', async () => {
    await until(page, '書き込む前に確かめてください')
    await expect(countOf(page, '新しい')).toHaveText(String(ROWS))
    await picture(page, '4-review')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'すべての行の報告をCSVで受け取る' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^aed-import-\d+\.csv$/)
    await page.getByRole('link', { name: '新しい', exact: true }).click()
    await expect(page.getByText('高松市浜ノ町1-1')).toBeVisible()
    await picture(page, '5-new')
  })

  await test.step('it is written', async () => {
    await page.getByRole('button', { name: 'この内容で書き込む' }).click()
    await picture(page, '6-writing')
    await until(page, `加えた${ROWS}件`)
    ended = new URL(page.url()).pathname
    await picture(page, '7-written')
    await page.goto('/aeds/import')
    await expect(page.getByRole('row').filter({ hasText: name }).first()).toContainText(`${ROWS}台`)
    await picture(page, '8-list')
  })

  await test.step('the same file again changes nothing; its columns only need a nod', async () => {
    await page.getByLabel('どの出典の一覧ですか').selectOption({ label: name })
    await page.getByLabel('一覧のファイル').setInputFiles(FILE)
    await page.getByRole('button', { name: '送って調べる' }).click()
    await expect(page.getByText('前にこの出典で確かめた対応です')).toBeVisible()
    await page.getByRole('button', { name: 'この対応で全部の行を調べる' }).click()
    await until(page, '書き込む前に確かめてください')
    await expect(countOf(page, '変わらない')).toHaveText(String(ROWS))
    for (const none of ['新しい', '変わった', '一覧から消えた']) {
      await expect(countOf(page, none)).toHaveText('0')
    }
    await expect(page.getByText('この取り込みで変わるものはありません。')).toBeVisible()
    await picture(page, '9-nothing')
    await page.getByRole('button', { name: 'この内容で書き込む' }).click()
    await until(page, '加えた0件、直した0件')
  })

  await test.step('a shorter list takes nothing away by itself; a person ticks what is gone', async () => {
    const lines =
      '名称,緯度,経度,設置位置\r\n第一公民館,34.81,135.65,受付\r\n第二公民館,34.82,135.66,受付\r\n'
    const file = (text: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    const send = async (text: string) => {
      await page.getByLabel('一覧のファイル').setInputFiles(file(text))
      await page.getByRole('button', { name: '送って調べる' }).click()
      await page.getByRole('button', { name: 'この対応で全部の行を調べる' }).click()
      await until(page, '書き込む前に確かめてください')
    }
    await page.goto('/aeds/import')
    await page.getByLabel('新しい出典の名前').fill(`${name} 短い`)
    await send(lines)
    await page.getByRole('button', { name: 'この内容で書き込む' }).click()
    await until(page, '加えた2件')
    await page.goto('/aeds/import')
    await page.getByLabel('どの出典の一覧ですか').selectOption({ label: `${name} 短い` })
    await send(lines.split('\r\n').slice(0, 2).join('\r\n'))
    await expect(countOf(page, '一覧から消えた')).toHaveText('1')
    const box = page.getByRole('checkbox', { name: /地図から消す.*第二公民館/ })
    await expect(box).not.toBeChecked()
    await box.check()
    await page.getByRole('button', { name: 'このページの判断を保存する' }).click()
    await expect(page.getByText('保存しました。')).toBeVisible()
    await expect(page.getByText('1件を地図から消し')).toBeVisible()
    await picture(page, '10-vanished')
    await page.getByText('この取り込みをやめる').click()
    await page.getByRole('button', { name: '取り込みをやめる' }).click()
    await expect(page.getByText('何も書き込まれていません。').first()).toBeVisible()
    await picture(page, '11-cancelled')
  })

  await test.step('no page of it keeps anybody out', async () => {
    await page.goto('/aeds/import')
    await page.getByLabel('新しい出典の名前').fill(`${name} 見るだけ`)
    await page.getByLabel('一覧のファイル').setInputFiles(FILE)
    await page.getByRole('button', { name: '送って調べる' }).click()
    await expect(page.getByRole('heading', { name: '列の意味を確かめてください' })).toBeVisible()
    const columns = new URL(page.url()).pathname
    const { page: seen, context: other } = await arrive(browser, { as: 'reviewer' })
    for (const at of ['/aeds/import', columns, ended]) {
      await seen.goto(at)
      const { violations } = await new AxeBuilder({ page: seen }).analyze()
      expect(violations.map(({ id, nodes }) => [at, id, nodes[0]?.html])).toEqual([])
      const wider = await seen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wider, `${at} is wider than the phone`).toBeLessThanOrEqual(0)
    }
    await other.close()
  })
  await context.close()
})
