"""Small histories, told commit by commit."""

from __future__ import annotations

__all__ = ["Story"]

from dataclasses import dataclass


@dataclass
class Story:
    """A history as a stream for git fast-import; ``marks`` counts its commits."""

    text: str = ""
    marks: int = 0

    def commit(
        self,
        subject: str,
        at: int,
        log: str = "",
        *,
        branch: str = "main",
        merge: int = 0,
    ) -> Story:
        """Add a commit to a branch, with a ChangeLog, or merging one, if asked to."""
        self.marks += 1
        data = f"data {len(subject.encode())}\n{subject}\n"
        file = f"M 100644 inline ChangeLog\ndata {len(log)}\n{log}\n" if log else ""
        merged = f"merge :{merge}\n" if merge else ""
        self.text += (
            f"commit refs/heads/{branch}\nmark :{self.marks}\n"
            f"committer A. Name <a@example.org> {at} +0000\n{data}{merged}{file}\n"
        )
        return self

    def tag(self, name: str) -> Story:
        """Tag what was committed last."""
        self.text += f"reset refs/tags/{name}\nfrom :{self.marks}\n\n"
        return self
