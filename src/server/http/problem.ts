import type { FastifyReply } from 'fastify';
import type { ProblemKind } from '../../protocol/problem.ts';

/** Every refusal: its status, and what is safe, what happened and what to do, in that order. */
const problems: Record<ProblemKind, { status: number; title: string }> = {
  signed_out: { status: 401, title: 'Mọi nội dung vẫn còn trên máy. Phiên đăng nhập đã hết. Mời đăng nhập lại để gửi tiếp.' },
  wrong_user: {
    status: 403,
    title: 'Mọi nội dung vẫn còn trên máy. Nội dung này thuộc tài khoản khác. Mời đăng nhập bằng tài khoản đã ghi để gửi.',
  },
  wrong_password: { status: 401, title: 'Nội dung trên máy không thay đổi. Tên đăng nhập hoặc mật khẩu chưa đúng. Mời nhập lại.' },
  slow_down: {
    status: 429,
    title: 'Nội dung trên máy không thay đổi. Có quá nhiều lần thử liên tiếp. Mời chờ một lát rồi thử lại.',
  },
  fork: {
    status: 409,
    title: 'Mọi nội dung vẫn còn trên máy. Dữ liệu trên máy này trùng số với một bản sao khác nên tạm dừng gửi. Mời báo người quản trị.',
  },
  replica_known: {
    status: 403,
    title: 'Mọi nội dung vẫn còn trên máy. Dữ liệu trên máy này đã gửi dưới tài khoản khác. Mời báo người quản trị.',
  },
  too_large: { status: 413, title: 'Mọi nội dung vẫn còn trên máy. Lần gửi này quá lớn. Ứng dụng sẽ tự chia nhỏ để gửi lại.' },
  bad_request: { status: 400, title: 'Mọi nội dung vẫn còn trên máy. Máy chủ không đọc được yêu cầu. Mời cập nhật ứng dụng rồi thử lại.' },
  invalid: { status: 422, title: 'Nội dung trên màn hình vẫn còn. Có chỗ chưa đúng. Mời sửa rồi gửi lại.' },
  outdated: {
    status: 409,
    title: 'Nội dung trên màn hình vẫn còn. Người khác đã sửa trong lúc anh/chị đang xem. Mời mở lại bản mới rồi sửa tiếp.',
  },
  forbidden: { status: 403, title: 'Nội dung trên máy không thay đổi. Tài khoản chưa được giao việc này. Mời liên hệ người quản trị.' },
  not_found: { status: 404, title: 'Nội dung trên máy không thay đổi. Không tìm thấy nội dung cần mở. Mời quay lại danh sách.' },
  not_ready: { status: 404, title: 'Ảnh vẫn còn trên máy đã chụp. Máy chủ chưa có ảnh này. Mời thử lại sau ít phút.' },
  unwanted: { status: 410, title: 'Nội dung đã gửi vẫn còn. Ảnh này đã được bỏ khỏi mục ghi nên không cần gửi nữa.' },
  wrong_offset: { status: 409, title: 'Phần ảnh đã gửi vẫn còn. Ảnh sẽ được gửi tiếp từ chỗ đã nhận.' },
  wrong_checksum: { status: 460, title: 'Ảnh vẫn còn trên máy. Ảnh bị hỏng trên đường gửi. Ứng dụng sẽ gửi lại từ đầu.' },
  unavailable: { status: 503, title: 'Mọi nội dung vẫn còn trên máy. Máy chủ đang bận. Ứng dụng sẽ tự gửi lại sau ít phút.' },
  internal: { status: 500, title: 'Mọi nội dung vẫn còn trên máy. Máy chủ gặp lỗi. Mời thử lại sau; nếu vẫn lỗi, mời báo người quản trị.' },
};

/** `sentence` says what exactly is wrong, where the kind alone does not. */
export function sendProblem(reply: FastifyReply, kind: ProblemKind, headers: Record<string, string> = {}, sentence?: string): FastifyReply {
  const { status, title } = problems[kind];
  return reply
    .code(status)
    .headers(headers)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: sentence ?? title, status, kind }));
}
