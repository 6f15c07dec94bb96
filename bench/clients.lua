-- A mixed script for wrk: what readers of the interface and programs ask, about
-- companies and lawsuits of the generated graph. The number of companies is its argument.
local companies = 100000
local hubs = 6

function init(args)
  companies = tonumber(args[1]) or companies
  math.randomseed(tonumber(tostring({}):match("0x(%x+)"), 16))
end

local function company()
  if math.random(50) == 1 then
    return "company:bench:" .. math.random(0, hubs - 1)
  end
  return "company:bench:" .. math.random(hubs, companies - 1)
end

-- Two of them: nobody is asked how one is joined to itself.
local function pair()
  local from, to = company(), company()
  while to == from do to = company() end
  return "from=" .. from .. "&to=" .. to
end

local function lawsuit()
  return "lawsuit:bench:case-" .. math.random(0, companies / 100 - 1)
end

local kinds = {
  function() return "/v1/entities?q=" .. ({ "Kalo", "Mine", "Rota", "Vizu", "Berdan", "Fengor" })[math.random(6)] end,
  function() return "/v1/entities/" .. company() end,
  function() return "/v1/entities/" .. company() .. "/neighbours" end,
  function() return "/v1/entities/" .. company() .. "/counts" end,
  function() return "/v1/paths?limit=3&" .. pair() end,
  function() return "/v1/explain?" .. pair() end,
  function() return "/v1/view?around=" .. company() end,
  function() return "/v1/entities/" .. lawsuit() end,
  function() return "/v1/questions/licences?id=" .. company() end,
  function() return "/v1/questions/claims-and-findings?id=" .. lawsuit() end,
}

function request()
  return wrk.format("GET", kinds[math.random(#kinds)]())
end

-- Answers that are no success are counted by their status.
local statuses = {}
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function response(status)
  if status ~= 200 then
    statuses[status] = (statuses[status] or 0) + 1
    text = ""
    for s, n in pairs(statuses) do text = text .. s .. "=" .. n .. " " end
  end
end

function done(summary, latency)
  local each = {}
  for _, thread in ipairs(threads) do
    for s, n in (thread:get("text") or ""):gmatch("(%d+)=(%d+)") do each[s] = (each[s] or 0) + n end
  end
  io.write(string.format("requests %d\nseconds %.1f\n", summary.requests, summary.duration / 1e6))
  for _, p in ipairs({ 50, 95, 99, 99.9 }) do
    io.write(string.format("p%s %.1f\n", p, latency:percentile(p) / 1000))
  end
  local e = summary.errors
  io.write(string.format("broken %d\n", e.connect + e.read + e.write + e.timeout))
  for s, n in pairs(each) do io.write(string.format("status-%s %d\n", s, n)) end
end
