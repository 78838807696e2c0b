import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { usePages } from "./use-pages.ts";

interface PageButtonsProps {
  readonly pages: ReturnType<typeof usePages>;
  readonly rowCount: number;
}

/** Empty if one page holds all. */
export function PageButtons({ pages, rowCount }: PageButtonsProps) {
  const texts = useLaterTexts().evaluate;
  const { start, end, count, page, setPage } = pages;
  if (count === 1) return null;
  return (
    <div className="row">
      <IconButton
        icon={ChevronLeft}
        label={texts.pageBefore}
        disabled={page === 0}
        onClick={() => setPage(page - 1)}
      />
      <span className="hint">{texts.rowsShown(start + 1, end, rowCount)}</span>
      <IconButton
        icon={ChevronRight}
        label={texts.pageAfter}
        disabled={page === count - 1}
        onClick={() => setPage(page + 1)}
      />
    </div>
  );
}
