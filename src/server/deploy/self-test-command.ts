import { giveUp } from '../give-up.ts';
import { selfTest, type SelfTestResult } from './self-test.ts';

/** `npm run self-test -- https://so.example.vn`, from where phones are; SELF_TEST_USER and SELF_TEST_PASSWORD name a reporter. */
const [, , url = ''] = process.argv;
const { SELF_TEST_USER: username, SELF_TEST_PASSWORD: password } = process.env;
if (/^https?:\/\//.test(url)) {
  const account = username && password ? { username, password } : null;
  report(await selfTest({ url, account, patience: 15_000, build: __BUILD__ }));
} else giveUp('Mời ghi địa chỉ mà điện thoại dùng: npm run self-test -- https://so.example.vn');

function report(result: SelfTestResult): void {
  switch (result.status) {
    case 'resumes':
      console.log(`Tốt: cắt giữa chừng một ảnh, máy chủ giữ ${result.kept} trong ${result.sent} byte đã gửi rồi nhận nốt phần còn lại.`);
      return;
    case 'streams':
      console.log(
        'Tốt: byte ảnh tới máy chủ ngay khi được gửi. Để thử cả việc gửi tiếp sau khi đứt mạng, mời đặt SELF_TEST_USER và SELF_TEST_PASSWORD.',
      );
      return;
    default:
      giveUp(sentences[result.status]);
  }
}

const sentences: Record<Exclude<SelfTestResult['status'], 'resumes' | 'streams'>, string> = {
  unreachable: `Không nối được ${url}, hoặc chứng chỉ không được tin. Mời kiểm tra địa chỉ, DNS và chứng chỉ.`,
  not_ours: `${url} có trả lời nhưng không phải Sổ Tuyên truyền. Mời kiểm tra cấu hình proxy.`,
  buffered:
    'Proxy đang giữ cả yêu cầu rồi mới chuyển cho máy chủ, nên ảnh bị đứt giữa chừng phải gửi lại từ đầu (không ảnh nào mất). ' +
    'Mời tắt đệm yêu cầu: với nginx là proxy_request_buffering off; Caddy thì bỏ request_buffers.',
  nothing_kept:
    'Cắt giữa chừng một ảnh thì máy chủ không giữ được byte nào (không ảnh nào mất, nhưng mỗi lần đứt mạng phải gửi lại từ đầu). ' +
    'Mời kiểm tra proxy và kho ảnh.',
  not_finished: 'Máy chủ giữ phần đã gửi nhưng không nhận nốt được phần còn lại. Mời kiểm tra nhật ký máy chủ và kho ảnh.',
  signed_out: 'Không đăng nhập được. Mời kiểm tra SELF_TEST_USER và SELF_TEST_PASSWORD.',
  no_unit: 'Tài khoản này không ghi sổ cho đơn vị nào. Mời dùng tài khoản của người ghi sổ.',
  refused: 'Máy chủ không nhận bản ghi thử. Mời dùng tài khoản còn hiệu lực của người ghi sổ, và xem nhật ký máy chủ.',
};
