"""Set up everything the project needs, once; a second run takes a moment.

    python3 tools/setup.py run    what `make run` and `make demo` need
    python3 tools/setup.py test   that, the test tools, chromium and PostgreSQL

Standard library only: it runs before anything is installed.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one place that may run on an older Python
    sys.exit("✗ 需要 Python 3.11 或更新版本\n  请执行：apt-get install python3")

import tomllib

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
ASSETS = Path(os.environ.get("ZIZHI_ASSETS") or CACHE / "zizhi")
PROJECTS = [ROOT / "packages" / name for name in ("openofd", "zizhi")]
REQUIREMENTS = {"run": "runtime", "test": "develop"}
PACKAGES = {  # Debian package: a file that shows it is there
    "run": {
        "python3-venv": Path(os.__file__).parent / "ensurepip" / "__init__.py",
        "openssl": Path("/usr/bin/openssl"),
        "fonts-hanazono": Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    },
    "test": {
        "chromium": Path("/usr/bin/chromium"),
        "fonts-noto-cjk": Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
        "postgresql": Path("/usr/lib/postgresql/15/bin/initdb"),
        "wrk": Path("/usr/bin/wrk"),
        # the stub devices of the signer tests are compiled
        "gcc": Path("/usr/bin/gcc"),
        "libc6-dev": Path("/usr/include/stdio.h"),
        # playwright's driver is linked against it
        "libatomic1": next(Path("/usr/lib").glob("*-linux-gnu/libatomic.so.1"), Path("/absent")),
    },
}


def main(scope: str) -> None:
    """Bring the machine to the state that `scope` ("run" or "test") needs."""
    assets = [package for package in declared_assets() if not is_complete(package)]
    debian_packages(scope, npm=bool(assets))
    virtual_environment(REQUIREMENTS[scope])
    for number, package in enumerate(assets, 1):
        step(f"下载字体与前端资源 {number}/{len(assets)}：{package['name']} {package['version']}")
        fetch(package)


def step(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


def fail(what: str, command: str) -> None:
    sys.exit(f"✗ {what}\n  请执行：{command}")


def run(*command: str, advice: str = "") -> None:
    """Run a command; if it fails, show its output and name what to do."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.stderr.write(done.stdout)
        fail("上面的命令没有成功", advice or " ".join(command))


def debian_packages(scope: str, *, npm: bool) -> None:
    wanted = PACKAGES["run"] | (PACKAGES["test"] if scope == "test" else {})
    missing = [name for name, sign in wanted.items() if not sign.exists()]
    if npm and not shutil.which("npm"):
        missing.append("npm")
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        fail("缺少系统软件包：" + "、".join(missing), " ".join(install))
    step("安装系统软件包：" + "、".join(missing))
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update")
    run(*install)


def virtual_environment(requirements: str) -> None:
    """Install by hash. A stamp tells what was installed; the develop set contains the runtime set."""
    if is_installed(requirements) or is_installed("develop"):
        return
    if not (VENV / "bin" / "python").exists():
        step("建立虚拟环境 .venv")
        run(sys.executable, "-m", "venv", str(VENV))
    step("安装 Python 依赖（逐个核对散列值，约一两分钟）")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(*pip, "--require-hashes", "-r", str(ROOT / "requirements" / f"{requirements}.txt"))
    run(*pip, "--no-deps", "--no-build-isolation", *(word for p in PROJECTS for word in ("-e", str(p))))
    marker(requirements).write_text(stamp(requirements))


def is_installed(requirements: str) -> bool:
    return marker(requirements).is_file() and marker(requirements).read_text() == stamp(requirements)


def marker(requirements: str) -> Path:
    return VENV / f"installed-{requirements}"


def stamp(requirements: str) -> str:
    files = [ROOT / "requirements" / f"{requirements}.txt", *(p / "pyproject.toml" for p in PROJECTS)]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files) + str(ROOT).encode()).hexdigest()


def declared_assets() -> list[dict]:
    return tomllib.loads((ROOT / "assets.toml").read_text(encoding="utf-8"))["package"]


def is_complete(package: dict) -> bool:
    """Whether every file of the package stands in the cache, taken from this very version."""
    record = ASSETS / ".installed" / package["integrity"].replace("/", "_")
    return record.is_file() and all((ASSETS / target).is_file() for target in package["files"].values())


def fetch(package: dict) -> None:
    """Fetch one npm package, check its integrity, keep the declared files."""
    with tempfile.TemporaryDirectory() as folder:
        exact = f"{package['name']}@{package['version']}"
        run("npm", "pack", exact, "--pack-destination", folder, "--silent")
        archive = next(Path(folder).glob("*.tgz"))
        digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != package["integrity"]:
            fail(f"{exact} 的内容与 assets.toml 记录的散列值不符，已放弃", "检查网络与软件源后重试")
        unpack(archive, package["files"])
    record = ASSETS / ".installed" / package["integrity"].replace("/", "_")
    record.parent.mkdir(parents=True, exist_ok=True)
    record.touch()


def unpack(archive: Path, files: dict[str, str]) -> None:
    with tarfile.open(archive) as tar:
        for source, target in files.items():
            content = tar.extractfile(f"package/{source}")
            if content is None:
                fail(f"{archive.name} 中没有 {source}", "检查 assets.toml")
            (ASSETS / target).parent.mkdir(parents=True, exist_ok=True)
            with (ASSETS / target).open("wb") as out:
                shutil.copyfileobj(content, out)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
