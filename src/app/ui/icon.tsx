import type { KindHead } from '../../domain/kinds/index.ts';
import { GraduationCap, Megaphone, Signpost } from 'lucide-react';

/** Every icon the app draws; `ui/base.css` gives them their stroke. They are hidden from readers: a word stands beside each. */
export {
  ArrowDown,
  ArrowLeft,
  ArrowUp,
  BadgeCheck,
  Ban,
  CalendarDays,
  Camera,
  Check,
  CheckCheck,
  ChevronLeft,
  ChevronRight,
  CircleQuestionMark,
  ClipboardList,
  Clock3,
  CloudOff,
  CloudUpload,
  CornerUpLeft,
  Download,
  Eye,
  EyeOff,
  GitCompareArrows,
  House,
  Image,
  Images,
  ImageOff,
  Inbox,
  LogIn,
  LogOut,
  Minus,
  Pencil,
  PencilLine,
  Plus,
  RotateCcw,
  Search,
  Send,
  Sun,
  Trash2,
  TriangleAlert,
  Undo2,
  UserRound,
  X,
} from 'lucide-react';

const kindIcons = { megaphone: Megaphone, panel: Signpost, graduation: GraduationCap };

export function KindIcon({ icon, size = 24 }: { icon: KindHead['icon']; size?: number }) {
  const Drawn = kindIcons[icon];
  return <Drawn size={size} />;
}
