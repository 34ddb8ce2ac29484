#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;
use adrsite::render::{Site, Theme};
use adrsite::workspace::Workspace;
use std::sync::Arc;
use std::time::Instant;
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}
fn main() {
    let dir = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let today = jiff::civil::date(2026, 11, 21);
    let t = Instant::now();
    let mut w = Workspace::new(&dir, None, None);
    let s = w.reload(today).unwrap().unwrap();
    eprintln!("load {:?}", t.elapsed());
    let t = Instant::now();
    let theme = Arc::new(Theme::load(&dir, &s.config.language).unwrap());
    eprintln!("theme {:?}", t.elapsed());
    let name = s.log.adrs[s.log.adrs.len() / 2].path.clone();
    drop(s);
    let p = dir.join(&name);
    let orig = std::fs::read_to_string(&p).unwrap();
    let mut keep = None;
    for i in 0..n {
        std::fs::write(&p, orig.replace("# ", "# x ").replacen("x ", &format!("x{i} "), 1)).unwrap();
        let c0 = cpu();
        let t = Instant::now();
        let s = w.refresh(&[name.clone()], today).unwrap().unwrap();
        let a = t.elapsed();
        let ac = cpu() - c0;
        let t = Instant::now();
        let site = Site::new(Arc::new(s), theme.clone());
        let b = t.elapsed();
        let t = Instant::now();
        let pages = site.pages();
        let m: std::collections::HashMap<String, _> = pages.iter().map(|p| (site.route(*p), *p)).collect();
        let c = t.elapsed();
        let t = Instant::now();
        let x = site.render(m["decisions.json"]).unwrap();
        let d = t.elapsed();
        let t = Instant::now();
        keep = Some((site, m));
        let e = t.elapsed();
        eprintln!("refresh {a:?} cpu {ac:.0} site {b:?} routes {c:?} json {d:?} {} drop {e:?}", x.len());
    }
    std::fs::write(&p, orig).unwrap();
    let t = Instant::now();
    let r = w.reload(today).unwrap().is_some();
    eprintln!("walk changed {r} {:?}", t.elapsed());
    let t = Instant::now();
    let r = w.reload(today).unwrap().is_some();
    eprintln!("walk changed {r} {:?}", t.elapsed());
    drop(keep);
}
