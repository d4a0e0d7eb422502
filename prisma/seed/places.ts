/** The places of the city, out of its folder: school districts, towns, shelters, boundary. Sources and licences: docs/data-sources.md. */
import { city, cityFile } from '../../app/platform/city.server'
import { type Point, type Ring, simplify } from './geometry'

export type DistrictPlace = {
  name: string
  /** 読み (hiragana) */
  reading: string
  middleSchool: string
  schoolName: string
  schoolAddress: string
  latitude: number
  longitude: number
}

export type TownPlace = {
  name: string
  reading: string
  latitude: number
  longitude: number
  /** Name of the district whose school is nearest */
  district: string
}

/** The text of a file of the city. @throws Error when the city's folder lacks it */
function read(file: string): string {
  const text = cityFile(file)
  if (text === null) throw new Error(`The folder of the city has no ${file}`)
  return text
}

/** Rows of a file without quotes or commas in its fields, by column name. */
function readTable(file: string): Record<string, string>[] {
  const [head = '', ...lines] = read(file).trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    if (cells.length !== names.length) throw new Error(`${file}: ${line}`)
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

/** The elementary-school districts. */
export function readDistricts(): DistrictPlace[] {
  return readTable('districts.csv').map((row) => ({
    name: row.name ?? '',
    reading: row.reading ?? '',
    middleSchool: row.middle_school ?? '',
    schoolName: row.school_name ?? '',
    schoolAddress: row.school_address ?? '',
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
  }))
}

type ShelterPlace = {
  name: string
  address: string
  latitude: number
  longitude: number
  /** 指定緊急避難場所 */
  site: boolean
  /** 指定避難所 */
  shelter: boolean
}

/** The evacuation sites and shelters that the city has designated. */
export function readShelters(): ShelterPlace[] {
  return readTable('shelters.csv').map((row) => ({
    name: row.name ?? '',
    address: row.address ?? '',
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
    site: row.site === '1',
    shelter: row.shelter === '1',
  }))
}

/** A degree of longitude is this much shorter than one of latitude, at the latitude of the city. */
export const LONGITUDE_SCALE = Math.cos((city().latitude * Math.PI) / 180)

/** The towns, each with the district whose school is nearest: a guess, as the real borders are not open data. */
export function readTowns(districts: readonly DistrictPlace[]): TownPlace[] {
  return readTable('towns.csv').map((row) => {
    const latitude = Number(row.latitude)
    const longitude = Number(row.longitude)
    const distance = (d: DistrictPlace) =>
      (d.latitude - latitude) ** 2 + ((d.longitude - longitude) * LONGITUDE_SCALE) ** 2
    const nearest = districts.reduce((best, d) => (distance(d) < distance(best) ? d : best))
    return { name: row.name ?? '', reading: row.reading ?? '', latitude, longitude, district: nearest.name }
  })
}

/** The city's boundary, thinned out to about 20 metres: enough for a map of the city, small enough for a phone. */
export function readBoundary(): Ring {
  const geometry = JSON.parse(read('boundary.geojson')) as {
    coordinates: Point[][]
  }
  const outer = geometry.coordinates[0]
  if (!outer) throw new Error('boundary.geojson has no ring')
  return simplify(outer, 0.00018)
}
