/** A reader chooses a language once; a notice is read in it; its writer is told what is hard, and keeps every word. */
import { expect, test } from '@playwright/test'
import { arrive } from './people'

const DRILL = '避難訓練'

for (const javaScript of [true, false]) {
  test(`a notice is read in the chosen language, and with readings (${javaScript ? 'with' : 'without'} JavaScript)`, async ({
    browser,
  }) => {
    const { page } = await arrive(browser, { javaScript })
    await page.goto(`/notices?q=${encodeURIComponent(DRILL)}`)
    await page.getByRole('link', { name: '自治会の避難訓練(集まる所が変わりました)' }).click()
    await page.getByRole('link', { name: '한국어' }).click()
    await expect(page.getByText('日本語の文は、この文のあとで直されました')).toBeVisible()
    await page.getByRole('link', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Evacuation drill')

    await page.locator('.language-switch summary').click()
    await page.locator('.language-switch').getByRole('button', { name: 'やさしい日本語' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-language', 'ja-easy')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('逃')
    // Readings come with easy Japanese, and go at a press.
    await expect(page.locator('.prose rt').first()).toBeVisible()
    await page.locator('.notice-versions form button').click()
    // What the writer has given stays.
    await expect(page.locator('.prose rt')).toHaveCount(2)
    await page.goto(`/notices?q=${encodeURIComponent(DRILL)}`)
    await expect(page.getByRole('link', { name: /逃げる 練習/ }).first()).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
  })

  test(`the checker explains and keeps what was typed (${javaScript ? 'with' : 'without'} JavaScript)`, async ({
    browser,
  }) => {
    const { page } = await arrive(browser, { as: 'secretary', javaScript })
    await page.goto('/notices/new')
    await page.getByLabel('件名').fill('防災訓練の実施')
    await page.locator('#field-body').fill('11/3に実施します。参加費を徴収せざるを得ません。')
    await page.getByRole('button', { name: 'やさしい日本語か調べる' }).click()
    await expect(page.getByText('「徴収」→ お金を 集める')).toBeVisible()
    await expect(page.getByText('「11/3」→ 11月3日')).toBeVisible()
    await expect(page.getByText('打ち消しが二つある').first()).toBeVisible()
    await expect(page.getByLabel('件名')).toHaveValue('防災訓練の実施')
    await expect(page.locator('#field-body')).toHaveValue(/参加費を徴収/)
  })
}
