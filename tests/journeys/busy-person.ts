import { expect } from 'vitest';
import { plainJpeg } from '../fakes/pictures.ts';
import type { Phone } from './phone.ts';

/** What the screen has told a person of one entry, and what they tried without an answer. */
export interface Noted {
  /** Typed into the title at the very start: by it the entry is found again everywhere. */
  serial: string;
  /** The title when the screen last said it was saved; null before the first time. */
  saved: string | null;
  /** Titles that were on their way to disk since then. */
  tried: string[];
  /** Photos that were to be seen when it was last saved, and any that were to be seen later. */
  photosSaved: number;
  photosSeen: number;
  takenBack: 'no' | 'perhaps' | 'yes';
  /** The title as it is being typed, word by word. */
  typing: string[];
  /** How many of these words are older than what a killed page may lose. */
  wordsToKeep: number;
}

/** Halves of a second of the page's own time: the second that may be lost, and one for a crowded machine's disk. */
const mayLose = 4;

export interface PersonOptions {
  /** A letter or two, in every title. */
  name: string;
  random: () => number;
  /** Whether every form that was left on this device is their own. */
  isAlone?: boolean;
  /** Two people with the same pictures would be asked about them. */
  firstPicture?: number;
}

/** Works as people do, by what is on the screen, and remembers what the screen said. */
export class BusyPerson {
  readonly phone: Pick<Phone, 'page'>;
  readonly notes: Noted[] = [];
  readonly #name: string;
  readonly #random: () => number;
  readonly #isAlone: boolean;
  #pictures: number;

  constructor(phone: Pick<Phone, 'page'>, options: PersonOptions) {
    this.phone = phone;
    this.#name = options.name;
    this.#random = options.random;
    this.#isAlone = options.isAlone ?? true;
    this.#pictures = options.firstPicture ?? 0;
  }

  /** One deed after the other; a form that was left comes first. */
  async doSomething(): Promise<void> {
    await this.goHome();
    if (this.#isAlone && (await this.#continueDraft())) return;
    const chance = this.#random();
    const open = this.notes.filter((note) => note.saved !== null && note.takenBack === 'no');
    const one = open[Math.floor(this.#random() * open.length)];
    if (one && chance < 0.3) return this.editTitle(one);
    if (one && chance < 0.4) return this.#addPicture(one);
    if (chance < 0.65) return void (await this.logTraining(chance < 0.5 ? 1 : 2));
    await this.logBroadcast();
    if (chance > 0.85) await this.#takeBack();
  }

  async finishDrafts(): Promise<void> {
    await this.goHome();
    while (await this.#continueDraft()) await this.goHome();
  }

  async goHome(): Promise<void> {
    const { page } = this.phone;
    const home = page.getByRole('heading', { name: 'Hôm nay', level: 1 });
    if (!(await home.isVisible())) await page.getByRole('navigation').getByRole('link', { name: 'Hôm nay' }).click();
    await home.waitFor();
    await page.getByText(/Hôm nay chưa ghi mục nào|Đã ghi hôm nay/).waitFor();
  }

  async logBroadcast(): Promise<Noted> {
    const { page } = this.phone;
    await page.getByRole('main').getByRole('link', { name: 'Phát thanh', exact: true }).click();
    await page.getByRole('heading', { name: 'Ghi buổi phát', level: 1 }).waitFor();
    const note = this.#newNote('Bản tin');
    await this.#typeTitle(note);
    await this.#save(note);
    return note;
  }

  async logTraining(photos: number): Promise<Noted> {
    const { page } = this.phone;
    await page.getByRole('navigation').getByRole('link', { name: 'Ghi' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Tập huấn', exact: true }).click();
    await page.getByRole('heading', { name: 'Ghi lớp tập huấn', level: 1 }).waitFor();
    const note = this.#newNote('Lớp');
    await this.#typeTitle(note);
    await this.takePhotos(note, photos);
    await this.#fillTraining(note);
    await this.#save(note);
    return note;
  }

  async takePhotos(note: Noted, count: number): Promise<void> {
    const { page } = this.phone;
    await page.getByRole('button', { name: 'Chụp ảnh' }).click();
    for (let taken = 1; taken <= count; taken += 1) {
      await page.getByRole('button', { name: 'Chụp', exact: true }).click();
      await this.#seePhotos(note, note.photosSeen + 1);
    }
    await page.getByRole('button', { name: /^Xong/ }).click();
    await page.getByRole('button', { name: /^Lưu/ }).waitFor();
  }

  async editTitle(note: Noted): Promise<void> {
    const { page } = this.phone;
    await this.#openEntry(note);
    await page.getByRole('link', { name: 'Sửa' }).click();
    await page.getByRole('heading', { level: 1, name: /^Sửa / }).waitFor();
    await this.#typeTitle(note, 3);
    await this.#save(note);
  }

  async #addPicture(note: Noted): Promise<void> {
    const { page } = this.phone;
    await this.#openEntry(note);
    await page.getByRole('link', { name: 'Sửa' }).click();
    await page.getByRole('heading', { level: 1, name: /^Sửa / }).waitFor();
    if (note.photosSeen >= 5) return this.#save(note);
    await page.getByRole('button', { name: 'Chọn ảnh có sẵn' }).click();
    this.#pictures += 1;
    const buffer = await plainJpeg(this.#pictures, 600);
    await page.locator('input[accept="image/*"]').setInputFiles({ name: `IMG_${this.#pictures}.jpg`, mimeType: 'image/jpeg', buffer });
    await this.#seePhotos(note, note.photosSeen + 1);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await this.#save(note);
  }

  /** "Hoàn tác" in the word that it was saved. */
  async #takeBack(): Promise<void> {
    const note = this.notes.at(-1);
    if (!note) return;
    note.takenBack = 'perhaps';
    await this.phone.page.getByRole('button', { name: 'Hoàn tác' }).click();
    await this.phone.page.getByText('Đã hủy mục vừa ghi').waitFor();
    note.takenBack = 'yes';
  }

  /** The newest form that was left, as it came back from disk. */
  async #continueDraft(): Promise<boolean> {
    const { page } = this.phone;
    const left = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Đang ghi dở' }) });
    if ((await left.count()) === 0) return false;
    await left.getByRole('link').first().click();
    await page.getByRole('button', { name: /^Lưu/ }).waitFor();
    const title = await this.#titleBox().inputValue();
    const note = this.notes.find((each) => title.startsWith(each.serial)) ?? this.#newNote('Bản tin');
    note.typing = title === '' ? [] : title.split(' ');
    note.wordsToKeep = note.typing.length;
    note.photosSeen = await page.getByRole('button', { name: /^Bỏ ảnh/ }).count();
    if (title === '') await this.#typeTitle(note);
    if ((await page.getByRole('button', { name: 'Lưu lớp tập huấn' }).count()) > 0) {
      if (note.photosSeen === 0) await this.takePhotos(note, 1);
      if (note.saved === null) await this.#fillTraining(note);
    }
    await this.#save(note);
    return true;
  }

  async #openEntry(note: Noted): Promise<void> {
    const { page } = this.phone;
    await page
      .getByRole('link', { name: new RegExp(note.serial) })
      .first()
      .click();
    await page.getByRole('link', { name: 'Sửa' }).waitFor();
  }

  async #typeTitle(note: Noted, words = 4): Promise<void> {
    const { page } = this.phone;
    const box = this.#titleBox();
    if (note.typing.length === 0) {
      await box.pressSequentially(note.serial);
      note.typing = note.serial.split(' ');
    }
    await box.press('Control+End');
    for (let word = 0; word < words; word += 1) {
      await box.pressSequentially(` ${vocabulary[Math.floor(this.#random() * vocabulary.length)]}`);
      note.typing = (await box.inputValue()).split(' ');
      this.#keepLater(note, note.typing.length);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    }
  }

  /** A word counts as safe after so many turns of the page's own clock: a page that stands still loses no time. */
  #keepLater(note: Noted, length: number): void {
    const { page } = this.phone;
    const wait = async (): Promise<void> => {
      for (let half = 0; half < mayLose; half += 1) {
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
      }
      if (note.typing.length >= length) note.wordsToKeep = Math.max(note.wordsToKeep, length);
    };
    // The phone may be killed meanwhile: then the word was too young.
    wait().catch(() => {});
  }

  async #fillTraining(note: Noted): Promise<void> {
    const { page } = this.phone;
    await page.getByLabel('Số người dự', { exact: false }).first().fill('48');
    await page.getByLabel('Cán bộ, công chức, viên chức').check();
    await page.getByLabel('Họ tên').fill('Phạm Thị Hoa');
    await page.getByLabel('Thủ tục hành chính, một cửa, dịch vụ công').check();
    await page.getByLabel('Địa điểm tổ chức').fill('Hội trường UBND xã');
    if (note.typing.length === 0) await this.#typeTitle(note);
  }

  /** The next screen comes after the word that it is saved, and only then. */
  async #save(note: Noted): Promise<void> {
    const { page } = this.phone;
    const title = await this.#titleBox().inputValue();
    const seen = note.photosSeen;
    note.tried.push(title);
    await page.getByRole('button', { name: /^Lưu/ }).click();
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor();
    note.saved = title;
    note.tried = [];
    note.photosSaved = seen;
    note.typing = title.split(' ');
    note.wordsToKeep = note.typing.length;
  }

  async #seePhotos(note: Noted, count: number): Promise<void> {
    await expect.poll(() => this.phone.page.getByRole('img', { name: /^Ảnh/ }).count(), { timeout: 60_000 }).toBe(count);
    note.photosSeen = count;
  }

  #titleBox() {
    return this.phone.page.getByLabel(/^(Nội dung chính|Tên lớp tập huấn)/);
  }

  #newNote(kind: string): Noted {
    const serial = `${kind} ${this.#name}${String(this.notes.length + 1).padStart(3, '0')}`;
    const note: Noted = {
      serial,
      saved: null,
      tried: [],
      photosSaved: 0,
      photosSeen: 0,
      takenBack: 'no',
      typing: [],
      wordsToKeep: 0,
    };
    this.notes.push(note);
    return note;
  }
}

const vocabulary = ['hướng', 'dẫn', 'nộp', 'hồ', 'sơ', 'trực', 'tuyến', 'dịch', 'vụ', 'công', 'một', 'cửa', 'cải', 'cách'];
