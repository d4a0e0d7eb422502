/** Licences of open data by their names. Pure. */

/** Addresses of licences that are known by their name. */
const licences: [RegExp, string][] = [
  [/^https?:\/\//, ''],
  [
    /^CC[ -]?BY[ -]?4\.0|クリエイティブ・?コモンズ.*表示 ?4\.0/i,
    'https://creativecommons.org/licenses/by/4.0/deed.ja',
  ],
  [/^CC[ -]?BY[ -]?SA[ -]?4\.0/i, 'https://creativecommons.org/licenses/by-sa/4.0/deed.ja'],
  [/^CC0/i, 'https://creativecommons.org/publicdomain/zero/1.0/deed.ja'],
  [
    /^(政府標準利用規約|公共データ利用規約)/,
    'https://www.digital.go.jp/resources/open_data/public_data_license_v1.0',
  ],
]

/** Where a licence can be read; null for one that is not known. */
export function licenceUrl(licence: string): string | null {
  const [, url] = licences.find(([pattern]) => pattern.test(licence)) ?? []
  return url === '' ? encodeURI(licence) : (url ?? null)
}
